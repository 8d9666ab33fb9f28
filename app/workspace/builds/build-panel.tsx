"use client";

export function BuildPanel() {
  return null;
}
