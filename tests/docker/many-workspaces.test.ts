import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkspaceId } from "#shared/ids";
import { eventually } from "./eventually";
import { type Ground, openGround } from "./ground";

/** As many as a course on one machine has open, each with a program's machine. */
const count = 50;
/** From the promise of a restart: what runs is true again within five seconds. */
const allowedMs = 5_000;
/** Creations at once: more only queue up in the engine. */
const atOnce = 4;

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.end());

test("a server that starts takes up the machines of 50 workspaces within five seconds", async () => {
  const workspaces = Array.from({ length: count }, (_, index) => ground.workspace(`many${index}`));
  const first = ground.machines();
  const rest = [...workspaces];
  const opener = async () => {
    for (let next = rest.pop(); next; next = rest.pop()) await first.open(ground.instance(next, "anton"));
  };
  await Promise.all(Array.from({ length: atOnce }, opener));
  first.close();

  const second = ground.machines();
  const linked = new Set<WorkspaceId>();
  second.watch(({ workspace }, change) => void (change === "linked" && linked.add(workspace)));
  const began = performance.now();
  await second.reconcile(new Set(workspaces));
  const reconciled = performance.now() - began;
  await eventually("every link stands", () => linked.size === count);
  console.log(
    `reconciled after ${Math.round(reconciled)} ms, linked after ${Math.round(performance.now() - began)} ms`,
  );
  expect(workspaces.map((one) => second.state(ground.instance(one, "anton")))).toEqual(workspaces.map(() => "on"));
  expect(reconciled).toBeLessThan(allowedMs);
});
