import { createLineMatch } from "#server/checks/line-match";
import { StepBroken, StepFailed } from "#server/checks/step-outcome";
import type { CheckStep } from "#shared/checks/check";
import type { CheckEvidence, CheckPartView, CheckRunView, CheckStepView } from "#shared/checks/views";
import { UserError } from "#shared/failures";
import { type CheckPartState, checkPartTransitions, mayBecome } from "#shared/states";

/** What a step is shown as, and what is said when it fails. */
export type StepWords = Pick<CheckStep, "title" | "hint" | "hints">;

/** How one run of checks goes; every change is told with the parts as they are then. */
export interface CheckProgress {
  readonly parts: readonly CheckPartView[];
  /** Begins a part. */
  begin(part: number): void;
  /** Does the step of a part; answers whether it passed. Rejects only when it was cancelled or is ours to mend. */
  step(part: number, at: number, words: StepWords, work: () => Promise<CheckEvidence[]>): Promise<boolean>;
  /** Ends a part: passed, or as its worst step; what was not tried is skipped. */
  end(part: number): CheckPartState;
  /** Whatever is not over is skipped, what runs is cut off. */
  cutOff(state: "broken" | "skipped"): void;
}

/** Parts of a run before anything has happened. */
export function waitingParts(parts: readonly { name: string; steps: readonly { title: string }[] }[]): CheckPartView[] {
  return parts.map(({ name, steps }) => ({
    name,
    state: "waiting",
    steps: steps.map(({ title }) => ({ title, state: "waiting", evidence: [] })),
  }));
}

/** The state of a run whose parts are all over. */
export function stateOfParts(parts: readonly CheckPartView[]): CheckRunView["state"] {
  if (parts.some(({ state }) => state === "broken")) return "broken";
  return parts.every(({ state }) => state === "passed") ? "passed" : "failed";
}

/** The progress of a run; `tell` hears the parts after each change. */
export function createCheckProgress(
  initial: readonly CheckPartView[],
  addressOf: (name: string) => string,
  tell: (parts: readonly CheckPartView[]) => void,
): CheckProgress {
  let parts = initial;

  function change(part: number, update: (view: CheckPartView) => CheckPartView): void {
    parts = parts.map((view, index) => (index === part ? update(view) : view));
  }

  function become(part: number, at: number, state: CheckPartState, more: Partial<CheckStepView> = {}): void {
    change(part, (view) => ({
      ...view,
      steps: view.steps.map((step, index) => (index === at ? { ...step, ...more, state: next(step, state) } : step)),
    }));
    tell(parts);
  }

  function hintFor(words: StepWords, failure: StepFailed): string | undefined {
    const seen = [...failure.seen, ...failure.evidence.flatMap(({ says, lines }) => [says, ...lines])];
    const fitting = words.hints.find(({ match }) => seen.some(createLineMatch(match, addressOf)));
    return fitting?.say ?? words.hint ?? undefined;
  }

  return {
    get parts() {
      return parts;
    },
    begin(part) {
      change(part, (view) => ({ ...view, state: next(view, "running") }));
    },
    async step(part, at, words, work) {
      become(part, at, "running", { startedAt: Date.now() });
      try {
        const evidence = await work();
        become(part, at, "passed", { evidence, endedAt: Date.now() });
        return true;
      } catch (error) {
        const endedAt = Date.now();
        if (error instanceof StepFailed) {
          become(part, at, "failed", { evidence: [...error.evidence], hint: hintFor(words, error), endedAt });
        } else if (error instanceof StepBroken) {
          become(part, at, "broken", { evidence: [{ says: error.message, lines: [] }], endedAt });
        } else if (error instanceof UserError) {
          const isOurs = error.code === "unavailable" || error.code === "busy" || error.code === "limit";
          const evidence = [{ says: error.message, lines: [] }];
          const hint = isOurs ? undefined : (words.hint ?? undefined);
          become(part, at, isOurs ? "broken" : "failed", { evidence, hint, endedAt });
        } else throw error;
        return false;
      }
    },
    end(part) {
      const view = parts[part];
      const worst = (["broken", "failed"] as const).find((state) => view?.steps.some((step) => step.state === state));
      const state = worst ?? "passed";
      change(part, (one) => ({ ...one, state: next(one, state), steps: one.steps.map(skipped) }));
      tell(parts);
      return state;
    },
    cutOff(state) {
      parts = cutParts(parts, state);
      tell(parts);
    },
  };
}

/** Parts of a run that ended before they did. */
export function cutParts(parts: readonly CheckPartView[], state: "broken" | "skipped"): CheckPartView[] {
  const cut = <T extends { readonly state: CheckPartState }>(one: T): T => {
    if (one.state === "running") return { ...one, state };
    return one.state === "waiting" ? { ...one, state: "skipped" } : one;
  };
  return parts.map((part) => ({ ...cut(part), steps: part.steps.map(cut) }));
}

function skipped(step: CheckStepView): CheckStepView {
  return step.state === "waiting" ? { ...step, state: "skipped" } : step;
}

function next({ state }: { readonly state: CheckPartState }, to: CheckPartState): CheckPartState {
  if (!mayBecome(checkPartTransitions, state, to))
    throw new Error(`A part of a check cannot go from ${state} to ${to}.`);
  return to;
}
