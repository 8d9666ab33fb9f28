/** A program to start. Numbers have the keeper's defaults: a ring of 256 KiB, no niceness, an OOM score of 500. */
export type OpenProgram = {
  readonly kind: "pipes" | "pty";
  /** A name of at most 64 bytes by which a later link finds the session again, such as a launch id. */
  readonly key?: string;
  readonly argv: readonly string[];
  /** The whole environment; nothing is inherited. PATH in it is where argv[0] is looked up. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly cols?: number;
  readonly rows?: number;
  /** History in bytes, 4 KiB to 4 MiB. */
  readonly ringBytes?: number;
  readonly nice?: number;
  /** oom_score_adj of the program, 0 to 1000. */
  readonly oomScore?: number;
  /** Output stays unread until the first attachment, so that nothing of it can be pushed out of the ring. */
  readonly hold?: boolean;
  /** The program ends with the link, for what only this link waits for. */
  readonly leased?: boolean;
};
