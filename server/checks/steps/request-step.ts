import { createLineMatch } from "#server/checks/line-match";
import { isOver, lastWords } from "#server/checks/printed";
import { pause, type Scene } from "#server/checks/scene";
import { evidence, StepFailed } from "#server/checks/step-outcome";
import { ask, type Reply } from "#server/checks/steps/ask";
import type { RequestAction } from "#shared/checks/check";
import { withAddresses } from "#shared/checks/match-reader";
import type { CheckEvidence } from "#shared/checks/views";

/** A service that has just started is asked again soon. */
const AGAIN_MS = 250;

/** Asks until the answers are as expected, so many in a row, or the time is over; the evidence is the answers. */
export async function performRequest(scene: Scene, action: RequestAction, deadline: number): Promise<CheckEvidence[]> {
  const judge = createJudge(scene, action);
  let good: CheckEvidence[] = [];
  for (;;) {
    scene.signal.throwIfAborted();
    const reply = await ask(scene, action, deadline);
    const wrong = judge(reply);
    if (wrong === null && reply.kind === "answer") {
      good.push(replyEvidence(action, reply));
      if (good.length >= action.times) return good;
      continue;
    }
    good = [];
    if (performance.now() + AGAIN_MS >= deadline || hasEnded(scene, action))
      throw await failed(scene, action, reply, wrong);
    await pause(AGAIN_MS, scene.signal);
  }
}

/** What is wrong with a reply, or null. */
function createJudge(scene: Scene, { status, body, lines }: RequestAction): (reply: Reply) => string | null {
  const fits = body === null ? null : createLineMatch(body, scene.addressOf);
  const each = lines?.map((value) => ({
    says: withAddresses(value, scene.addressOf),
    fits: createLineMatch({ kind: "pattern", value }, scene.addressOf, true),
  }));
  return (reply) => {
    if (reply.kind === "none") return reply.says;
    if (status !== null && reply.status !== status) return `The status is ${reply.status}; it should be ${status}.`;
    const got = linesOf(reply.body);
    if (fits !== null && !got.some(fits)) return "What should be in the answer is not there.";
    if (each === undefined) return null;
    const at = each.findIndex((one, index) => !one.fits(got[index] ?? ""));
    if (at >= 0 && at < got.length) return `Line ${at + 1} should be like: ${each[at]?.says}`;
    if (at >= 0 || got.length !== each.length)
      return `The answer has ${got.length} ${got.length === 1 ? "line" : "lines"}; it should have ${each.length}.`;
    return null;
  };
}

function linesOf(body: string): string[] {
  const lines = body.split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function replyEvidence(action: RequestAction, reply: Extract<Reply, { kind: "answer" }>): CheckEvidence {
  const says = `${action.host} answered ${reply.status}:`;
  return evidence(says, linesOf(reply.body), { keep: "first" });
}

function hasEnded(scene: Scene, { host }: RequestAction): boolean {
  const target = scene.all.find(({ service }) => service.name === host || service.hostname === host);
  return target !== undefined && scene.runOf(target) !== undefined && isOver(target);
}

async function failed(scene: Scene, action: RequestAction, reply: Reply, wrong: string | null): Promise<StepFailed> {
  const found = reply.kind === "answer" ? [replyEvidence(action, reply)] : [];
  const target = scene.all.find(({ service }) => service.name === action.host || service.hostname === action.host);
  const words = target !== undefined && isOver(target) ? [await lastWords(scene, target)] : [];
  const body = reply.kind === "answer" ? linesOf(reply.body) : [];
  return new StepFailed(
    [evidence(wrong ?? "The answer is not as expected."), ...found, ...words.map((one) => one.evidence)],
    [wrong ?? "", ...body, ...words.flatMap((one) => one.seen)],
  );
}
