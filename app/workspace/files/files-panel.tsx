"use client";

export function FilesPanel() {
  return null;
}
