import type { ContentStore } from "#server/artifacts/content-store";
import { readContent } from "#server/files/file-read";
import { attach, pathFrom, send } from "#server/files/files-routes";
import { zipOf } from "#server/files/zip-download";
import type { Route, RouteRequest } from "#server/http/route";
import type { SubmissionRecords } from "#server/submissions/submission-records";
import { unknownThing } from "#shared/failures";
import type { Relation } from "#shared/people";
import { type SubmittedContent, submissionPaths } from "#shared/submissions/content";
import type { TicketClaims } from "#shared/ticket";

interface SubmissionRoutesParts {
  readonly records: Pick<SubmissionRecords, "contentOf">;
  readonly store: Pick<ContentStore, "placeOf">;
  /** How somebody comes to be in the workspace, as the database sees it now. */
  readonly relation: (claims: TicketClaims) => Promise<Relation | undefined>;
}

/** The addresses of what was handed in; a classmate who is a guest gets what unknown things answer. */
export function createSubmissionRoutes({ records, store, relation }: SubmissionRoutesParts): Route[] {
  const common = { method: "GET", right: "view", maxBody: 0 } as const;

  /** The folder of the submission that is asked for, and its number. */
  async function found({ claims, workspace, query }: RouteRequest): Promise<{ root: string; number: number }> {
    const place = await relation(claims);
    const content = await records.contentOf(workspace, query.get("id") ?? "");
    if ((place !== "owner" && place !== "teacher") || content === undefined) throw unknownThing();
    return { root: store.placeOf("folder", content.sha256), number: content.number };
  }

  return [
    {
      ...common,
      path: submissionPaths.file,
      async handle(request): Promise<SubmittedContent> {
        const { root } = await found(request);
        const content = await readContent(root, pathFrom(request.query));
        return content.kind === "text" ? { kind: "text", text: content.text } : { kind: content.kind };
      },
    },
    {
      ...common,
      path: submissionPaths.zip,
      async handle(request) {
        const { root, number } = await found(request);
        attach(request.response, `submission-${number}.zip`, "application/zip");
        await send(await zipOf(root, undefined), request.response);
      },
    },
  ];
}
