import { describe, expect, it } from "vitest";
import {
  buildStates,
  buildTransitions,
  checkPartStates,
  checkPartTransitions,
  checkStates,
  checkTransitions,
  classCheckStates,
  classCheckTransitions,
  helpStates,
  helpTransitions,
  instanceStates,
  instanceTransitions,
  isLive,
  isOver,
  mayBecome,
  terminalStates,
  terminalTransitions,
  workspaceStates,
  workspaceTransitions,
} from "#shared/states";

/** Every pair, spelled out: rows are "from", the text lists what may follow. */
function rows<S extends string>(states: readonly S[], table: Readonly<Record<S, readonly S[]>>): string[] {
  return states.map((from) => `${from}: ${states.filter((to) => mayBecome(table, from, to)).join(" ")}`.trim());
}

/** States that can be reached from `start`. */
function reachable<S extends string>(table: Readonly<Record<S, readonly S[]>>, start: S): Set<S> {
  const seen = new Set<S>([start]);
  const queue = [start];
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    for (const next of table[state]) {
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return seen;
}

describe("transition tables", () => {
  it("let a workspace be prepared again after a failure or a suspension, and in no other way", () => {
    expect(rows(workspaceStates, workspaceTransitions)).toEqual([
      "preparing: ready failed",
      "ready: preparing suspended failed",
      "suspended: preparing",
      "failed: preparing",
    ]);
  });

  it("let a build only move forward", () => {
    expect(rows(buildStates, buildTransitions)).toEqual([
      "queued: running failed cancelled",
      "running: succeeded failed cancelled timed-out",
      "succeeded:",
      "failed:",
      "cancelled:",
      "timed-out:",
    ]);
    expect(buildStates.filter(isOver)).toEqual(["succeeded", "failed", "cancelled", "timed-out"]);
  });

  it("let a run of checks end once, and its parts only move forward", () => {
    expect(rows(checkStates, checkTransitions)).toEqual([
      "running: passed failed broken cancelled",
      "passed:",
      "failed:",
      "broken:",
      "cancelled:",
    ]);
    expect(rows(classCheckStates, classCheckTransitions)).toEqual([
      "running: finished cancelled broken",
      "finished:",
      "cancelled:",
      "broken:",
    ]);
    expect(rows(checkPartStates, checkPartTransitions)).toEqual([
      "waiting: running skipped",
      "running: passed failed broken skipped",
      "passed:",
      "failed:",
      "broken:",
      "skipped:",
    ]);
  });

  it("let an instance be reset from everywhere but empty, and started only when something is deployed", () => {
    expect(rows(instanceStates, instanceTransitions)).toEqual([
      "empty: ready",
      "ready: empty ready starting",
      "starting: empty running stopping exited failed",
      "running: empty paused stopping exited failed",
      "paused: empty running stopping exited failed",
      "stopping: empty exited failed",
      "exited: empty ready starting",
      "failed: empty ready starting",
    ]);
    expect(instanceStates.filter(isLive)).toEqual(["starting", "running", "paused", "stopping"]);
  });

  it("let a terminal only move towards closed", () => {
    expect(rows(terminalStates, terminalTransitions)).toEqual([
      "opening: open closed",
      "open: closing closed",
      "closing: closed",
      "closed:",
    ]);
  });

  it("let a raised hand be put aside only by who took it up, and never be raised again once closed", () => {
    expect(rows(helpStates, helpTransitions)).toEqual([
      "waiting: taken closed",
      "taken: taken paused closed",
      "paused: taken closed",
      "closed:",
    ]);
  });

  it("leave no state that cannot be reached from the first one", () => {
    expect(reachable(workspaceTransitions, "preparing").size).toBe(workspaceStates.length);
    expect(reachable(buildTransitions, "queued").size).toBe(buildStates.length);
    expect(reachable(instanceTransitions, "empty").size).toBe(instanceStates.length);
    expect(reachable(terminalTransitions, "opening").size).toBe(terminalStates.length);
    expect(reachable(helpTransitions, "waiting").size).toBe(helpStates.length);
  });
});
