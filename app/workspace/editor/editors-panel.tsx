"use client";

export function EditorsPanel() {
  return null;
}
