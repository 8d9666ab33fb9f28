"use client";

/** The drawing of instances and network. */
export function TopologyPanel() {
  return null;
}
