"use client";

export function TaskPanel() {
  return null;
}
