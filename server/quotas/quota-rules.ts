import type { UserId, WorkspaceId } from "#shared/ids";

/** A machine that is up, or about to be. */
export interface CountedMachine {
  readonly workspace: WorkspaceId;
  /** Whose workspace it is; undefined while nobody knows. */
  readonly owner: UserId | undefined;
  /** What it may use at most. */
  readonly memoryBytes: number;
}

/** What may be up at the same time; null is any amount. */
export interface Limits {
  readonly workspacesPerPerson: number | null;
  readonly memoryMegabytes: number | null;
}

const mebibyte = 1024 * 1024;

/** Why one more machine may not be made beside those that are up; undefined when it may. */
export function refusalOf(wanted: CountedMachine, up: readonly CountedMachine[], limits: Limits): string | undefined {
  const { workspacesPerPerson, memoryMegabytes } = limits;
  const isUp = up.some(({ workspace }) => workspace === wanted.workspace);
  if (workspacesPerPerson !== null && wanted.owner !== undefined && !isUp) {
    const others = new Set(up.filter(({ owner }) => owner === wanted.owner).map(({ workspace }) => workspace));
    if (others.size >= workspacesPerPerson) {
      const has = others.size === 1 ? "Another workspace of yours is" : `${others.size} other workspaces of yours are`;
      return `${has} running, and ${workspacesPerPerson} at a time is what one person may have here. Open one that you do not need now, choose “Suspend” in its menu (More), then try again.`;
    }
  }
  if (memoryMegabytes !== null) {
    const used = up.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    if (used + wanted.memoryBytes > memoryMegabytes * mebibyte)
      return `This machine is full: ${gigabytes(used)} of ${gigabytes(memoryMegabytes * mebibyte)} of memory are given away, and this needs ${gigabytes(wanted.memoryBytes)}. Stop something that you do not need, or try again when others have.`;
  }
  return undefined;
}

function gigabytes(bytes: number): string {
  return bytes < 1024 * mebibyte ? `${Math.round(bytes / mebibyte)} MB` : `${(bytes / 1024 / mebibyte).toFixed(1)} GB`;
}
