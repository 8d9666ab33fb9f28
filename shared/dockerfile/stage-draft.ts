import type { ImageConfig, ImageStep, StagePlan } from "#shared/dockerfile/image-plan";
import type { Variables } from "#shared/dockerfile/words";

/** A stage while it is read: instructions add to it. */
export interface StageDraft {
  readonly name: string;
  readonly base: StagePlan["base"];
  readonly line: number;
  readonly steps: ImageStep[];
  config: ImageConfig;
  /** Whether this stage has said what runs, and does not only inherit it. */
  saysCommand: boolean;
  /** Build arguments that are known in this stage. */
  args: Record<string, string>;
}

/** What official images and ours have; a Dockerfile may put folders before it. */
const usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** What an image has that says nothing. */
export const emptyConfig: ImageConfig = {
  env: {},
  entrypoint: null,
  command: null,
  workingDir: "/",
  ports: [],
  stopSignal: null,
  labels: {},
};

/** What `$name` means in this stage: the environment before the build arguments. */
export function variablesOf({ args, config }: StageDraft): Variables {
  return { PATH: usualPath, ...args, ...config.env };
}
