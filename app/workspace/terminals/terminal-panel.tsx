"use client";

/** The open terminals. */
export function TerminalPanel() {
  return null;
}
