import { z } from "zod";
import { wordsOf } from "#app/i18n/outside-react";
import { DraftFileView, DraftView } from "#shared/authoring/draft";
import { Failure } from "#shared/failures";

/** What the server did not do, in its own words. */
export class Refusal extends Error {
  constructor(
    readonly code: Failure["code"],
    sentence: string,
  ) {
    super(sentence);
    this.name = "Refusal";
  }
}

const Saved = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), file: DraftFileView }),
  z.object({ ok: z.literal(false), current: DraftFileView.nullable() }),
]);
export type Saved = z.infer<typeof Saved>;

const VersionFiles = z.object({ files: z.array(z.object({ path: z.string(), text: z.string().nullable() })) });
export type VersionFiles = z.infer<typeof VersionFiles>;

/** A file's content on its way to the server. */
export type FileContent = { readonly text: string } | { readonly base64: string };

/** A file as it was last seen. */
export interface Seen {
  readonly path: string;
  readonly revision: number;
}

/** The draft's place on the server; each call throws a Refusal when it is not done. */
export interface DraftHttp {
  /** Null while it is still the revision `known`. */
  read(known: number): Promise<DraftView | null>;
  save(path: string, base: number | null, content: FileContent): Promise<Saved>;
  move(files: readonly (Seen & { to: string })[]): Promise<DraftView>;
  remove(files: readonly Seen[]): Promise<DraftView>;
  publish(revision: number, note: string): Promise<{ number: number }>;
  /** Answers the workspace's id. */
  startTrial(): Promise<string>;
  setVisible(visible: boolean): Promise<void>;
  version(number: number): Promise<VersionFiles>;
  restore(number: number): Promise<DraftView>;
}

/** The address of an experiment's authoring; more is added to its end. */
export function draftAddress(course: string, experiment: string): string {
  return `/api/courses/${encodeURIComponent(course)}/experiments/${encodeURIComponent(experiment)}`;
}

/** Calls over HTTP. */
export function createDraftHttp(address: string): DraftHttp {
  const call = <S extends z.ZodType>(method: string, path: string, schema: S, body?: unknown) =>
    callJson(method, `${address}${path}`, schema, body);
  return {
    async read(known) {
      const response = await send("GET", `${address}/draft?known=${known}`);
      return response.status === 204 ? null : DraftView.parse(await response.json());
    },
    save: (path, base, content) => call("PUT", "/files", Saved, { path, base, ...content }),
    move: (files) => call("PATCH", "/files", DraftView, { files }),
    remove: (files) => call("DELETE", "/files", DraftView, { files }),
    publish: (revision, note) => call("POST", "/publish", z.object({ number: z.number() }), { revision, note }),
    startTrial: async () => (await call("POST", "/trial", z.object({ workspace: z.string() }))).workspace,
    setVisible: async (visible) => {
      await call("PUT", "/visibility", z.object({ visible: z.boolean() }), { visible });
    },
    version: (number) => call("GET", `/versions/${number}`, VersionFiles),
    restore: (number) => call("POST", `/versions/${number}`, DraftView),
  };
}

/** One call with JSON both ways. Throws a Refusal when it is not done. */
export async function callJson<S extends z.ZodType>(
  method: string,
  address: string,
  schema: S,
  body?: unknown,
): Promise<z.infer<S>> {
  const response = await send(method, address, body === undefined ? undefined : JSON.stringify(body));
  return schema.parse(await response.json());
}

/** One request whose answer is not a refusal. Throws a Refusal otherwise. */
export async function send(method: string, address: string, body?: BodyInit): Promise<Response> {
  const type = typeof body === "string" ? { "Content-Type": "application/json" } : undefined;
  const response = await fetch(address, { method, body, headers: type }).catch(() => null);
  if (response === null) throw new Refusal("unavailable", wordsOf("authoring.desk")("unreachable"));
  if (response.ok) return response;
  const failure = Failure.safeParse(await response.json().catch(() => null));
  if (failure.success) throw new Refusal(failure.data.code, failure.data.sentence);
  throw new Refusal("internal", wordsOf("authoring.desk")("refused"));
}
