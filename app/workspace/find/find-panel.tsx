"use client";

export function FindPanel() {
  return null;
}
