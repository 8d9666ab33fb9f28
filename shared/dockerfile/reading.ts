import type { StageDraft } from "#shared/dockerfile/stage-draft";
import type { Place } from "#shared/experiment/problem";

/** What a Compose file says about a build, and what its experiment allows. */
export interface DockerfileOptions {
  /** Names that `FROM` may have; an entry without a tag allows every tag. */
  readonly bases: readonly string[];
  readonly args: Readonly<Record<string, string>>;
  /** A stage's name; null for the last one. */
  readonly target: string | null;
}

/** What an instruction is read with. */
export interface Reading {
  readonly options: DockerfileOptions;
  readonly stages: StageDraft[];
  /** Arguments before the first `FROM`. */
  readonly globals: Record<string, string>;
  refuse(line: { readonly keyword: string; readonly place: Place }, sentence: string, instead: string): null;
}

/** The place of the stage with this name, or -1; a stage without a name is called by its number. */
export function stageNamed(stages: readonly StageDraft[], name: string): number {
  return stages.findIndex((stage) => stage.name.toLowerCase() === name.toLowerCase());
}
