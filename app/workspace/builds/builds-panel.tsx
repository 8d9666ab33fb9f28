"use client";

export function BuildsPanel() {
  return null;
}
