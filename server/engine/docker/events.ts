import { z } from "zod";
import type { DockerClient } from "#server/engine/docker/docker-client";
import { labelFilters } from "#server/engine/docker/networks";
import type { ContainerChange, EngineListener, Labels } from "#server/engine/engine";

const Event = z.object({
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
});

const changes: Readonly<Record<string, ContainerChange>> = {
  start: "started",
  die: "died",
  pause: "paused",
  unpause: "resumed",
  oom: "out-of-memory",
  destroy: "removed",
};

/** Between two tries to reach the engine: short enough that a restart of it is seen within a second. */
const firstRetryMs = 250;
const longestRetryMs = 5_000;
/** One event is about 2 KB; a line this long is no event. */
const longestLine = 1024 * 1024;

/** Follows Docker's event stream until the returned function is called. `resync` comes each time the stream stands. */
export function followEvents(client: DockerClient, labels: Labels, listener: EngineListener): () => void {
  const stopped = new AbortController();
  const filters = JSON.stringify({ type: ["container"], event: Object.keys(changes), label: labelFilters(labels) });

  async function once(): Promise<void> {
    const stream = await client.stream({ method: "GET", path: "/events", query: { filters } }, stopped.signal);
    listener.resync();
    let rest = "";
    stream.setEncoding("utf8");
    for await (const chunk of stream) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) tell(line);
      if (rest.length > longestLine) return;
    }
  }

  function tell(line: string): void {
    if (line.trim() === "") return;
    const event = Event.safeParse(parsed(line));
    const change = event.success ? changes[event.data.Action] : undefined;
    if (event.success && change) listener.changed(event.data.Actor.ID, change, event.data.Actor.Attributes ?? {});
  }

  async function follow(): Promise<void> {
    let wait = firstRetryMs;
    while (!stopped.signal.aborted) {
      const began = Date.now();
      await once().catch(() => undefined);
      wait = Date.now() - began > longestRetryMs ? firstRetryMs : Math.min(wait * 2, longestRetryMs);
      await pause(wait, stopped.signal);
    }
  }

  void follow();
  return () => stopped.abort();
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
