import type { Scene } from "#server/checks/scene";
import { performExit, performLog, performSilent, performType } from "#server/checks/steps/console-step";
import { performControl } from "#server/checks/steps/control-step";
import { performRequest } from "#server/checks/steps/request-step";
import { performRun } from "#server/checks/steps/run-step";
import { performScript } from "#server/checks/steps/script-step";
import { performUnreachable } from "#server/checks/steps/unreachable-step";
import type { CheckStep } from "#shared/checks/check";
import type { CheckEvidence } from "#shared/checks/views";

/** Does one step and answers its evidence. Throws StepFailed or StepBroken, or the signal's reason when it was cancelled. */
export function performStep(scene: Scene, { action, withinMs }: CheckStep): Promise<CheckEvidence[]> {
  const deadline = performance.now() + withinMs;
  switch (action.kind) {
    case "start":
    case "stop":
    case "kill":
      return performControl(scene, action, deadline);
    case "type":
      return performType(scene, action, deadline);
    case "log":
      return performLog(scene, action, deadline);
    case "silent":
      return performSilent(scene, action);
    case "exit":
      return performExit(scene, action, deadline);
    case "request":
      return performRequest(scene, action, deadline);
    case "unreachable":
      return performUnreachable(scene, action, deadline);
    case "script":
      return performScript(scene, action, deadline);
    case "run":
      return performRun(scene, action, deadline);
  }
}
