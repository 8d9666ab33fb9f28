/** One message of a compiler, its file as the compiler writes it. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** The tool that said it, such as `javac`. */
  readonly source: string;
}
