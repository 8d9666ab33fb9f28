import type { ClassBuild, ClassFailure, ClassInstance, ClassWorkspace } from "#shared/class";
import { isOver } from "#shared/states";
import type { BuildView, InstanceView } from "#shared/views";

/** A workspace's row after an instance has changed. */
export function withInstance(workspace: ClassWorkspace, view: InstanceView): ClassWorkspace {
  const known = workspace.instances.some(({ name }) => name === view.name);
  if (!known) return workspace;
  const instances = workspace.instances.map((one) => (one.name === view.name ? classInstance(view) : one));
  const { run } = view;
  const failed: ClassFailure | undefined =
    view.state === "failed"
      ? { kind: "instance", name: view.name, sentence: failureSentence(view), at: run?.endedAt ?? Date.now() }
      : undefined;
  return {
    ...workspace,
    instances,
    failure: newer(workspace.failure, failed),
    progressAt: later(workspace.progressAt, run?.startedAt),
  };
}

/** A workspace's row after a build has changed; an older build changes nothing. */
export function withBuild(workspace: ClassWorkspace, view: BuildView): ClassWorkspace {
  const isNewest = workspace.build === undefined || workspace.build.number <= view.number;
  return {
    ...workspace,
    build: isNewest ? classBuild(view) : workspace.build,
    failure: newer(workspace.failure, buildFailure(view)),
    progressAt: later(workspace.progressAt, view.createdAt),
  };
}

/** What a class page shows of an instance. */
export function classInstance({ name, state, health, dependsOn, run }: InstanceView): ClassInstance {
  return { name, state, health, dependsOn: [...dependsOn], exitCode: run?.exitCode };
}

/** What a class page shows of a build. */
export function classBuild({ id, number, state, createdAt, endedAt, diagnostics }: BuildView): ClassBuild {
  const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
  return { id, number, state, at: endedAt ?? createdAt, errors: count("error"), warnings: count("warning") };
}

/** What went wrong in a build; undefined when nothing did, or nothing yet. */
export function buildFailure(build: BuildView): ClassFailure | undefined {
  const { id, number, state, endedAt, createdAt, exitCode, stage, diagnostics } = build;
  if (!isOver(state) || state === "succeeded" || state === "cancelled") return undefined;
  const error = diagnostics.find((one) => one.severity === "error");
  const sentence =
    error === undefined
      ? (stage ?? (state === "timed-out" ? "It took too long." : `It ended with exit code ${exitCode ?? "unknown"}.`))
      : `${error.file}:${error.line}: ${error.message}`;
  return { kind: "build", id, number, sentence: short(sentence), at: endedAt ?? createdAt };
}

/** Why an instance's last run failed, in one line. */
export function failureSentence({ note, run }: Pick<InstanceView, "note"> & { run?: Ending | undefined }): string {
  if (note !== undefined) return short(note);
  if (run?.reason !== undefined) return short(run.reason);
  if (run?.signal !== undefined) return `It was ended by signal ${run.signal}.`;
  return run?.exitCode === undefined ? "It failed." : `It ended with exit code ${run.exitCode}.`;
}

interface Ending {
  readonly reason?: string | undefined;
  readonly signal?: string | undefined;
  readonly exitCode?: number | undefined;
}

/** The newer of two failures. */
export function newer(one: ClassFailure | undefined, other: ClassFailure | undefined): ClassFailure | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.at >= one.at ? other : one;
}

/** The later of two times. */
export function later(...times: (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** A table's cell: one line that is read at a glance. */
function short(sentence: string): string {
  const [line = ""] = sentence.split("\n");
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
