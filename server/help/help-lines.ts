import type { BuildRecords } from "#server/builds/build-record";
import type { Instance } from "#server/instances/instance";
import type { LogStore } from "#server/logs/log-store";
import { type HelpAbout, helpLines } from "#shared/help";
import type { WorkspaceId } from "#shared/ids";

/** Finds what a raised hand is about, and the end of its output. */
export interface HelpLines {
  /** What went wrong last, if anything did: the newest build, else the newest run that failed. */
  guess(workspace: WorkspaceId): Promise<HelpAbout | undefined>;
  /** What is asked about as it stands, or undefined when there is no such thing in this workspace. */
  check(workspace: WorkspaceId, about: HelpAbout): Promise<HelpAbout | undefined>;
  /** The last lines of its output; empty when there is none. */
  read(workspace: WorkspaceId, about: HelpAbout): Promise<string>;
}

interface HelpLinesParts {
  readonly builds: Pick<BuildRecords, "list" | "find">;
  readonly buildLogs: LogStore;
  readonly runLogs: LogStore;
  readonly instances: (
    workspace: WorkspaceId,
  ) => Promise<readonly Pick<Instance, "name" | "state" | "run" | "output">[]>;
}

/** Two hundred lines of 300 characters; longer lines mean fewer of them. */
const maximumBytes = 64 * 1024;

/** Reads from the logs of builds and runs. */
export function createHelpLines(parts: HelpLinesParts): HelpLines {
  const { builds, buildLogs, runLogs, instances } = parts;

  async function tail(logs: LogStore, workspace: WorkspaceId, id: string): Promise<string> {
    const { end } = await logs.read(workspace, id, Number.MAX_SAFE_INTEGER, 0);
    const { chunks } = await logs.read(workspace, id, Math.max(0, end - maximumBytes), maximumBytes);
    return lastLines(Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString("utf8"));
  }

  return {
    async guess(workspace) {
      const [newest] = await builds.list(workspace);
      if (newest?.state === "failed" || newest?.state === "timed-out")
        return { kind: "build", id: newest.id, number: newest.number };
      const failed = (await instances(workspace)).filter(({ state }) => state === "failed");
      const [latest] = failed.toSorted((a, b) => (b.run?.endedAt ?? 0) - (a.run?.endedAt ?? 0));
      return latest && { kind: "instance", name: latest.name };
    },
    async check(workspace, about) {
      if (about.kind === "instance")
        return (await instances(workspace)).some(({ name }) => name === about.name) ? about : undefined;
      const build = await builds.find(workspace, about.id);
      return build && { kind: "build", id: build.id, number: build.number };
    },
    async read(workspace, about) {
      if (about.kind === "build") return tail(buildLogs, workspace, about.id);
      const instance = (await instances(workspace)).find(({ name }) => name === about.name);
      await instance?.output?.flush();
      return instance?.run === undefined ? "" : tail(runLogs, workspace, instance.run.id);
    },
  };
}

/** The end of a text: as many lines as go with a raised hand, without what a database may refuse in a text. */
export function lastLines(text: string): string {
  const lines = text.replaceAll("\0", "").replace(/\n$/, "").split("\n");
  return lines.slice(-helpLines).join("\n");
}
