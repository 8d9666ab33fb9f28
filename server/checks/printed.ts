import { stripVTControlCharacters } from "node:util";
import type { Scene } from "#server/checks/scene";
import { evidence } from "#server/checks/step-outcome";
import type { Instance } from "#server/instances/instance";
import type { Run } from "#server/runs/runs";
import type { CheckEvidence } from "#shared/checks/views";
import type { LogChunk } from "#shared/views";

/** What is read of one run: a program that prints more says nothing new. */
const MAXIMUM_BYTES = 2 * 1024 * 1024;

type Stream = LogChunk["stream"];

/** The lines of one run, read on each time from where one was. */
export interface Printed {
  /** Reads what has come since; answers the lines that are complete now and the beginning of the next ones. */
  read(): Promise<{ readonly fresh: readonly string[]; readonly unfinished: readonly string[] }>;
  /** Every complete line so far, and the unfinished ones. */
  lines(): readonly string[];
}

/** A reader of a run's log, from its beginning. */
export function createPrinted(scene: Pick<Scene, "logs" | "workspace">, instance: Instance, run: Run): Printed {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const rests: Record<Stream, string> = { stdout: "", stderr: "" };
  const all: string[] = [];
  let from = 0;

  function take({ stream, bytes }: LogChunk): string[] {
    const parts = (rests[stream] + decoders[stream].decode(bytes, { stream: true })).split(/\r?\n/);
    rests[stream] = parts.pop() ?? "";
    return parts.map(stripVTControlCharacters);
  }

  function unfinished(): string[] {
    return [rests.stdout, rests.stderr].filter((rest) => rest !== "").map(stripVTControlCharacters);
  }

  return {
    async read() {
      const fresh: string[] = [];
      if (instance.run?.id === run.id) await instance.output?.flush().catch(() => undefined);
      while (from < MAXIMUM_BYTES) {
        const page = await scene.logs.read(scene.workspace.id, run.id, from);
        for (const chunk of page.chunks) fresh.push(...take(chunk));
        if (page.next <= from) break;
        from = page.next;
        if (page.next >= page.end) break;
      }
      all.push(...fresh);
      return { fresh, unfinished: unfinished() };
    },
    lines: () => [...all, ...unfinished()],
  };
}

/** Whether a run is over and no other will follow it by itself. */
export function isOver(instance: Instance): boolean {
  return !instance.live && instance.restartTimer === undefined;
}

/** How an instance stands, as a part of a sentence: "ended with exit code 1". */
export function standing(scene: Scene, instance: Instance): string {
  const run = scene.runOf(instance);
  if (run === undefined) return instance.live ? `is ${instance.state}` : "was not started";
  if (instance.live) return instance.state === "running" ? "still runs" : `is ${instance.state}`;
  if (run.exitCode !== undefined) return `ended with exit code ${run.exitCode}`;
  if (run.signal !== undefined) return `was ended by ${run.signal}`;
  return run.reason === undefined ? "ended" : `ended: ${run.reason}`;
}

/** The last that an instance printed in this check, as evidence, with all of it for the hints. */
export async function lastWords(
  scene: Scene,
  instance: Instance,
  says = `${instance.name} ${standing(scene, instance)}.`,
): Promise<{ readonly evidence: CheckEvidence; readonly seen: readonly string[] }> {
  const run = scene.runOf(instance);
  if (run === undefined) return { evidence: evidence(says, [], { instance: instance.name }), seen: [] };
  const printed = createPrinted(scene, instance, run);
  await printed.read();
  const seen = printed.lines();
  const silent = seen.length === 0 ? `${says} It printed nothing.` : says;
  return { evidence: evidence(silent, seen, { instance: instance.name }), seen };
}
