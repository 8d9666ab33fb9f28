import type { CheckText } from "#shared/checks/check-text";
import type { Experiment } from "#shared/experiment/experiment";
import type { FieldReader } from "#shared/experiment/fields";

/** What readers of steps stand on. */
export interface StepContext {
  readonly reader: FieldReader;
  readonly experiment: Experiment;
  /** The names of the instances. */
  readonly names: readonly string[];
  /** Everything in `checks/`, for steps that name a file there. */
  readonly files: readonly CheckText[];
}
