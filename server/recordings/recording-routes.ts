import { once } from "node:events";
import type { Route, RouteRequest } from "#server/http/route";
import type { LogStore } from "#server/logs/log-store";
import { castConsole, castTape } from "#server/recordings/asciicast";
import type { Recordings } from "#server/recordings/recordings";
import { unknownThing } from "#shared/failures";
import type { Relation } from "#shared/people";
import { recordingPaths } from "#shared/recordings";
import type { TicketClaims } from "#shared/ticket";

interface RecordingRoutesParts {
  readonly recordings: Pick<Recordings, "list" | "find">;
  readonly tapes: Pick<LogStore, "read">;
  readonly runLogs: Pick<LogStore, "read">;
  /** How somebody comes to be in the workspace, as the database sees it now. */
  readonly relation: (claims: TicketClaims) => Promise<Relation | undefined>;
}

/** The addresses of recordings; a classmate who is a guest gets what unknown things answer. */
export function createRecordingRoutes({ recordings, tapes, runLogs, relation }: RecordingRoutesParts): Route[] {
  const common = { method: "GET", right: "view", maxBody: 0 } as const;

  async function refuseGuests({ claims }: RouteRequest): Promise<void> {
    const found = await relation(claims);
    if (found !== "owner" && found !== "teacher") throw unknownThing();
  }

  async function sendCast({ workspace, query, response, signal }: RouteRequest): Promise<undefined> {
    const label = await recordings.find(workspace, query.get("id") ?? "");
    if (label === undefined) throw unknownThing();
    const cast = label.kind === "terminal" ? castTape(label) : castConsole(label);
    const logs = label.kind === "terminal" ? tapes : runLogs;
    response.writeHead(200, {
      "Content-Type": "application/x-asciicast; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName(label.title)}.cast"`,
      "Content-Security-Policy": "sandbox",
    });
    response.write(cast.head());
    for (let from = 0; !signal.aborted; ) {
      const page = await logs.read(workspace, label.id, from);
      const text = cast.events(page.chunks);
      if (text !== "" && !response.write(text)) await once(response, "drain", { signal }).catch(() => undefined);
      if (page.next >= page.end || page.next <= from) break;
      from = page.next;
    }
    response.end();
    return undefined;
  }

  return [
    {
      ...common,
      path: recordingPaths.list,
      async handle(request) {
        await refuseGuests(request);
        return recordings.list(request.workspace);
      },
    },
    {
      ...common,
      path: recordingPaths.cast,
      async handle(request) {
        await refuseGuests(request);
        return sendCast(request);
      },
    },
  ];
}

/** A title as a file's name: nothing in it that a header or a file system reads. */
function fileName(title: string): string {
  return title.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replaceAll(/^-+|-+$/g, "") || "recording";
}
