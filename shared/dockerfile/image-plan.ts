/** What a Dockerfile comes to: the stages that its target needs, in order, with every variable filled in. Plain data. */
export interface ImagePlan {
  /** The last one is the image. */
  readonly stages: readonly StagePlan[];
}

/** One `FROM` and what follows it. */
export interface StagePlan {
  /** Its name, or its number when it has none. */
  readonly name: string;
  /** A local image, or the place of an earlier stage in the plan. */
  readonly base: { readonly image: string; readonly written: string } | { readonly stage: number };
  readonly line: number;
  readonly steps: readonly ImageStep[];
  readonly config: ImageConfig;
}

/** One instruction that changes files. */
export type ImageStep = CopyStep | RunStep | FolderStep;

interface Written {
  readonly line: number;
  /** The instruction as it is written, on one line. */
  readonly text: string;
}

/** `COPY`: files of the context, or of an earlier stage. */
export interface CopyStep extends Written {
  readonly kind: "copy";
  /** The stage that they come from; null for the context. */
  readonly from: number | null;
  /** Relative to the context, or absolute in the stage; `*`, `?` and `[…]` stand for parts of a name. */
  readonly sources: readonly string[];
  /** Absolute, without `.` and `..`. */
  readonly target: string;
  /** Whether the target is a folder even when there is nothing yet. */
  readonly intoFolder: boolean;
  /** Permissions of every file, or null to keep theirs. */
  readonly mode: number | null;
}

/** `RUN`: a program that runs in the image as it is so far. */
export interface RunStep extends Written {
  readonly kind: "run";
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** `WORKDIR`: a folder that is made when it is missing. */
export interface FolderStep extends Written {
  readonly kind: "folder";
  readonly path: string;
}

/** How a container of the image starts, as far as the Dockerfile says it. */
export interface ImageConfig {
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[] | null;
  readonly workingDir: string;
  readonly ports: readonly number[];
  readonly stopSignal: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

/** What bounds a Dockerfile. */
export const dockerfileLimits = {
  /** Characters; ten times what a long one has. */
  length: 64 * 1024,
  instructions: 128,
  stages: 8,
} as const;
