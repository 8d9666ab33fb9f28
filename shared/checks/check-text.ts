/** A file of an experiment's `checks/`. */
export interface CheckText {
  /** Relative to `checks/`. */
  readonly path: string;
  readonly text: string;
}
