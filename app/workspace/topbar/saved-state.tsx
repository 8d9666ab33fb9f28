"use client";

/** Whether everything typed is saved. */
export function SavedState() {
  return null;
}
