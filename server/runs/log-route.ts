import type { Route } from "#server/http/route";
import type { LogStore } from "#server/logs/log-store";
import type { Runs } from "#server/runs/runs";
import { unknownThing } from "#shared/failures";
import { httpPaths } from "#shared/http";
import { RunId } from "#shared/ids";
import { withGapsMarked } from "#shared/left-out";

/** The address under which all that is kept of a run's log is downloaded as text; lines of stderr begin with a mark. */
export function createLogRoute(runs: Runs, logs: LogStore): Route {
  return {
    method: "GET",
    path: httpPaths.runLog,
    right: "view",
    maxBody: 0,
    async handle({ workspace, query, response, signal }) {
      const id = RunId.safeParse(query.get("run"));
      const run = id.success ? await runs.find(workspace, id.data) : undefined;
      if (run === undefined) throw unknownThing();
      response.writeHead(200, {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Disposition": `attachment; filename="${run.instance}-run-${run.number}.log"`,
        "Content-Security-Policy": "sandbox",
      });
      const marks = createMarks();
      for (let from = 0; !signal.aborted; ) {
        const page = await logs.read(workspace, run.id, from);
        for (const chunk of withGapsMarked(page)) {
          if (!response.write(marks(chunk.stream, chunk.bytes))) await drained(response, signal);
        }
        if (page.next >= page.end || page.next <= from) break;
        from = page.next;
      }
      response.end();
      return undefined;
    },
  };
}

/** Puts `! ` before each line of stderr, and begins a line when the stream changes. */
function createMarks(): (stream: "stdout" | "stderr", bytes: Uint8Array) => Buffer {
  let atLineStart = true;
  let last: "stdout" | "stderr" = "stdout";
  return (stream, bytes) => {
    const parts: Buffer[] = [];
    if (stream !== last && !atLineStart) {
      parts.push(Buffer.from("\n"));
      atLineStart = true;
    }
    last = stream;
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < data.length; ) {
      const newline = data.indexOf(10, at);
      const end = newline < 0 ? data.length : newline + 1;
      if (atLineStart && stream === "stderr") parts.push(Buffer.from("! "));
      parts.push(data.subarray(at, end));
      atLineStart = newline >= 0;
      at = end;
    }
    return Buffer.concat(parts);
  };
}

function drained(response: NodeJS.EventEmitter, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    response.once("drain", done);
    signal.addEventListener("abort", done, { once: true });
  });
}
