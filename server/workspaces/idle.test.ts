import { beforeEach, expect, it } from "vitest";
import { createHub } from "#server/sockets/hub";
import { createIdle } from "#server/workspaces/idle";
import { WorkspaceId } from "#shared/ids";

const id = WorkspaceId.parse("w1");
const minute = 60_000;
let time = 0;
let programs = false;
let suspended: string[] = [];
let told: unknown[] = [];

function idleOf(idleMs = 120 * minute) {
  const pages = createHub();
  pages.tap((_, published) => {
    if (published.name === "workspace:idle") told.push(published.notice.suspendAt);
  });
  const suspension = { suspend: async (workspace: WorkspaceId) => void suspended.push(workspace) };
  const running = () => (suspended.length > 0 ? [] : [{ key: { workspace: id, role: "toolchain" as const } }]);
  const idle = createIdle({ idleMs, running, hasPrograms: () => programs, pages, suspension, now: () => time });
  return {
    ...idle,
    pages,
    async at(minutes: number) {
      time = minutes * minute;
      await idle.round();
    },
  };
}

beforeEach(() => {
  [time, programs, suspended, told] = [0, false, [], []];
});

it("warns once, ten minutes before, and suspends when nothing happens", async () => {
  const idle = idleOf();
  for (const minutes of [0, 60, 109]) await idle.at(minutes);
  expect(told).toEqual([]);
  for (const minutes of [110, 115, 119]) await idle.at(minutes);
  expect(told).toEqual([120 * minute]);
  expect(suspended).toEqual([]);
  await idle.at(120);
  expect(suspended).toEqual([id]);
  expect(told).toEqual([120 * minute, null]);
});

it("counts from the last thing that somebody did, and takes the warning back", async () => {
  const idle = idleOf();
  for (const minutes of [0, 115]) await idle.at(minutes);
  idle.active(id);
  expect(told).toEqual([120 * minute, null]);
  await idle.at(234);
  expect(suspended).toEqual([]);
  await idle.at(235);
  expect(suspended).toEqual([id]);
});

it("takes a saved file for activity, and statistics for none", async () => {
  const idle = idleOf();
  await idle.at(0);
  time = 60 * minute;
  idle.pages.publish(id, "files:changed", { files: null, removed: [] });
  time = 100 * minute;
  idle.pages.publish(id, "instance:stats", { stats: [] });
  await idle.at(179);
  expect(suspended).toEqual([]);
  await idle.at(180);
  expect(suspended).toEqual([id]);
});

it("leaves alone what runs a program, and everything when it is switched off", async () => {
  programs = true;
  const idle = idleOf();
  for (let minutes = 0; minutes <= 1000; minutes += 60) await idle.at(minutes);
  programs = false;
  const off = idleOf(0);
  for (const minutes of [1000, 10_000]) await off.at(minutes);
  expect([suspended, told]).toEqual([[], []]);
});
