import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { ZipFile } from "yazl";
import { readAccountRecord } from "#app/_server/account/account-record";
import type { CurrentUser } from "#app/_server/auth/current-user";
import { findWorkspace } from "#app/_server/queries/workspace";
import type { Services } from "#app/_server/services";
import { signTicket, workspaceClaims } from "#app/_server/tickets/sign-ticket";
import { httpPaths } from "#shared/http";
import { submissionPaths } from "#shared/submissions/content";

/** What the zip says instead of files that could not be had. */
const missing = "The files of this workspace could not be read when this was made. Open the workspace and try again.\n";

/**
 * A zip of everything that a person owns, made while it is read: `account.json`, and one zip of files for each workspace and each submission, fetched from the
 * workspace server with the person's own right. A workspace that cannot be read is said in a text in its place.
 */
export async function exportAccount({ db, config }: Services, user: CurrentUser): Promise<ReadableStream<Uint8Array>> {
  const record = await readAccountRecord(db, user.id);
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(`${JSON.stringify(record, null, 2)}\n`), "account.json");
  for (const { id, version, submissions } of record.workspaces) {
    // Trials have numbers below zero, so that no version's number is theirs.
    const kind = version.trial ? `trial-${-version.number}` : `version-${version.number}`;
    const name = `workspaces/${version.experiment.slug}-${kind}.zip`;
    add(name, () => filesOf(id, httpPaths.zip));
    for (const submission of submissions) {
      const path = `${submissionPaths.zip}?id=${submission.id}`;
      add(`submissions/${version.experiment.slug}-${submission.number}.zip`, () => filesOf(id, path));
    }
  }
  zip.end();
  const output = zip.outputStream;
  if (!(output instanceof Readable)) throw new Error("yazl's output is no Readable any more");
  zip.on("error", (error: Error) => output.destroy(error));
  return Readable.toWeb(output) as ReadableStream<Uint8Array>;

  function add(name: string, open: () => Promise<Readable>): void {
    // A zip within the zip: what is compressed already is not compressed again.
    zip.addReadStreamLazy(name, { compress: false }, (done) => {
      open().then(
        (stream) => done(null, stream),
        () => done(null, Readable.from([Buffer.from(missing)])),
      );
    });
  }

  async function filesOf(id: string, path: string): Promise<Readable> {
    const found = await findWorkspace(db, user.id, id);
    if (found === null) throw new Error("no place in this workspace any more");
    const ticket = await signTicket(workspaceClaims(user, found), config.ticketSecret);
    const answer = await fetch(`http://127.0.0.1:${config.serverPort}${path}`, {
      headers: { authorization: `Bearer ${ticket}` },
      cache: "no-store",
    });
    if (!answer.ok || answer.body === null) throw new Error(`the files were refused with ${answer.status}`);
    return Readable.fromWeb(answer.body as WebStream<Uint8Array>);
  }
}
