import { constants } from "node:os";

/** What the keeper refused or a link that ended. `code` is an errno name such as ENOENT, or LINK_CLOSED. */
export class KeeperError extends Error {
  override readonly name = "KeeperError";
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

const ERRNO_NAMES = new Map<number, string>(Object.entries(constants.errno).map(([name, number]) => [number, name]));

/** The name of a Linux errno; EUNKNOWN when this platform has none for it. */
export function errnoName(errno: number): string {
  return ERRNO_NAMES.get(errno) ?? "EUNKNOWN";
}
