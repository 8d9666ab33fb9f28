import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Database } from "#prisma/client";
import { NamedPerson } from "#shared/help";
import { UserId, type WorkspaceId } from "#shared/ids";
import { type AuditEntry, AuditKind, auditKinds } from "#shared/people";
import { Right } from "#shared/ticket";

/** What is to be written down; the list's entry without its id and time. */
export type AuditNote = Omit<AuditEntry, "id" | "at">;

/** The list of who watched, asked, was granted and revoked in a workspace; its owner can read it. */
export interface Audit {
  /** Durable when it resolves: what needs to be on the list happens only afterwards. */
  write(workspace: WorkspaceId, note: AuditNote): Promise<void>;
  /** The row of an entry, for whoever writes it in one transaction with what it tells. */
  row(workspace: WorkspaceId, note: AuditNote): ReturnType<typeof rowOf>;
  /** Newest first, from before an entry on. */
  list(workspace: WorkspaceId, before?: string): Promise<{ entries: AuditEntry[]; more: boolean }>;
  /** Writes the end of every visit and every right to drive that an earlier server did not live to end. */
  settle(): Promise<void>;
}

/** Entries of one page of the list. */
const pageSize = 100;
/** Nobody is in a workspace for longer without this server having been restarted. */
const settledMilliseconds = 14 * 24 * 3600 * 1000;

const Detail = z.object({
  name: z.string(),
  whom: NamedPerson.optional(),
  right: Right.optional(),
  note: z.string().optional(),
});

const isKnown = (kind: string): kind is AuditKind => AuditKind.safeParse(kind).success;

/** The audit in the database's events. */
export function createAudit(database: Database): Audit {
  const rows = (workspaceId: WorkspaceId) => ({ workspaceId, kind: { in: [...auditKinds] } });

  return {
    row: rowOf,
    async write(workspace, note) {
      await database.event.create({ data: rowOf(workspace, note) });
    },
    async list(workspace, before) {
      const found = await database.event.findMany({
        where: { ...rows(workspace), ...(before === undefined ? {} : { id: { lt: before } }) },
        orderBy: { id: "desc" },
        take: pageSize + 1,
      });
      return { entries: found.slice(0, pageSize).flatMap(read), more: found.length > pageSize };
    },
    async settle() {
      const found = await database.event.findMany({
        where: {
          kind: { in: [...visitKinds, ...driveKinds] },
          at: { gt: new Date(Date.now() - settledMilliseconds) },
        },
        orderBy: { id: "asc" },
      });
      const open = new Map<string, { workspace: string; note: AuditNote }>();
      for (const row of found) {
        const [entry] = read(row);
        if (entry === undefined || row.workspaceId === null) continue;
        const who = entry.whom ?? entry.by;
        const isVisit = visitKinds.has(entry.kind);
        const key = `${isVisit ? "visit" : "drive"} ${row.workspaceId} ${who.user}`;
        const kind: AuditKind = isVisit ? "watch.ended" : "drive.ended";
        if (entry.kind === "watch.started" || entry.kind === "drive.granted")
          open.set(key, { workspace: row.workspaceId, note: { kind, by: who, note: "The server was restarted." } });
        else open.delete(key);
      }
      const data = [...open.values()].map(({ workspace, note }) => rowOf(workspace, note));
      if (data.length > 0) await database.event.createMany({ data });
    },
  };
}

const visitKinds: ReadonlySet<AuditKind> = new Set(["watch.started", "watch.ended"]);
const driveKinds: ReadonlySet<AuditKind> = new Set(["drive.granted", "drive.revoked", "drive.released", "drive.ended"]);

let lastTime = 0;
let sequence = 0;

/** Ids of events sort as they happened: the time, a number within it, and what makes them unique. */
function newEventId(now: number): string {
  if (now > lastTime) {
    lastTime = now;
    sequence = 0;
  } else sequence += 1;
  const part = (value: number, width: number) => value.toString(36).padStart(width, "0");
  return `evt_${part(lastTime, 9)}${part(sequence, 4)}${randomBytes(5).toString("hex")}`;
}

function rowOf(workspaceId: string, { kind, by, whom, right, note }: AuditNote) {
  const at = new Date();
  const detail: z.input<typeof Detail> = { name: by.name, whom, right, note };
  return { id: newEventId(at.getTime()), workspaceId, userId: by.user, kind, detail: JSON.stringify(detail), at };
}

function read(row: { id: string; at: Date; kind: string; userId: string | null; detail: string }): AuditEntry[] {
  const user = UserId.safeParse(row.userId);
  if (!isKnown(row.kind) || !user.success) return [];
  const { name, ...detail } = Detail.catch({ name: "" }).parse(JSON.parse(row.detail));
  return [{ id: row.id, at: row.at.getTime(), kind: row.kind, by: { user: user.data, name }, ...detail }];
}
