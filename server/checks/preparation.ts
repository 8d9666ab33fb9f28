import type { Builds } from "#server/builds/builds";
import { runBuild } from "#server/builds/run-build";
import type { StepWords } from "#server/checks/check-progress";
import { until } from "#server/checks/scene";
import { evidence, named, StepBroken, StepFailed } from "#server/checks/step-outcome";
import type { Compositions } from "#server/compositions/compositions";
import { composeFile } from "#server/compositions/sources";
import type { Instances } from "#server/instances/instances";
import type { Pages } from "#server/sockets/hub";
import type { CheckEvidence } from "#shared/checks/views";
import type { WorkspaceId } from "#shared/ids";
import type { BuildView, Diagnostic } from "#shared/views";

/** What comes before every check: the same for a student, a grader and a clean copy. */
export interface Preparation {
  /** Ends everything that runs. Throws StepBroken when something does not end. */
  halt(signal: AbortSignal): Promise<CheckEvidence[]>;
  /** Builds what is in the files now. */
  build(signal: AbortSignal): Promise<{ readonly build: BuildView; readonly evidence: CheckEvidence[] }>;
  /** Puts what was built on every instance that takes it, with the launch parameters of the experiment. */
  deploy(build: BuildView | undefined): Promise<CheckEvidence[]>;
}

/** The steps of the preparation as a student reads them. */
export const preparationSteps: readonly StepWords[] = [
  { title: "Stop what still runs", hint: null, hints: [] },
  {
    title: "Build the files",
    hint: "The checks can only run what compiles. Mend what the build complains about, then check again.",
    hints: [
      {
        match: { kind: "text", value: `There is no file ${composeFile}` },
        say: `Nothing says yet what is to run. Write ${composeFile}, and a Dockerfile for each service that it builds: the task sheet says how.`,
      },
      {
        match: { kind: "text", value: "Dockerfile:" },
        say: "An image cannot be built. The line that is named says why; the build pane shows what was done before it.",
      },
    ],
  },
  {
    title: "Deploy to every instance, with the experiment's own start commands",
    hint: "The build succeeded, but it did not make what the instances need.",
    hints: [],
  },
];

interface PreparationParts {
  readonly workspace: WorkspaceId;
  readonly instances: Pick<Instances, "all" | "controls" | "ordered" | "deployer" | "refreshStale">;
  /** Makes the instances what a build has made ready, where students write images or the Compose file. */
  readonly apply: Compositions["apply"];
  /** The instances that the checks speak of. */
  readonly expected: readonly string[];
  readonly builds: Pick<Builds, "start" | "cancel">;
  readonly pages: Pick<Pages, "tap">;
}

/** Longer than the longest grace of a stop: 60 s. */
const HALT_MS = 65_000;

/** The preparation of one workspace. */
export function createPreparation(parts: PreparationParts): Preparation {
  const { workspace, instances, builds, pages } = parts;

  return {
    async halt(signal) {
      const all = await instances.all(workspace);
      instances.ordered.cancel(all);
      const live = all.filter((one) => one.live || one.restartTimer !== undefined);
      if (live.length === 0) return [evidence("Nothing ran.")];
      for (const one of live) instances.controls.stop(one).catch(() => undefined);
      await until(() => live.every((one) => !one.live), performance.now() + HALT_MS, signal);
      const left = all.filter((one) => one.live).map(({ name }) => name);
      if (left.length > 0) throw new StepBroken(`${named(left)} could not be stopped. Reset it, then check again.`);
      return [evidence(`Stopped ${named(live.map(({ name }) => name))}.`)];
    },
    async build(signal) {
      const build = await runBuild({ builds, pages }, workspace, signal);
      if (build.state === "succeeded") return { build, evidence: [succeeded(build)] };
      const errors = build.diagnostics.filter(({ severity }) => severity === "error");
      const lines = errors.map(diagnosticLine);
      const says = build.stage ?? `Build ${build.number} ${ended(build)}.`;
      throw new StepFailed([evidence(says, lines, { keep: "first" })], lines);
    },
    async deploy(build) {
      if (build !== undefined) await parts.apply(workspace, build.id);
      const all = await instances.all(workspace);
      const absent = parts.expected.filter((name) => !all.some((one) => one.name === name));
      if (absent.length > 0) throw new StepFailed([evidence(absentSentence(absent))]);
      const taking = all.filter(({ service }) => !service.locked && service.artifact !== null);
      for (const instance of all) {
        if (instance.service.locked) continue;
        const artifact = build?.artifacts.find(({ name }) => name === instance.service.artifact);
        if (taking.includes(instance)) await instances.deployer.deploy(instance, artifact?.id, {});
        else if (Object.keys(instance.deployment?.launch ?? {}).length > 0)
          await instances.deployer.configure(instance, {});
      }
      await instances.refreshStale(workspace);
      const built = all.filter(({ service }) => service.build !== null);
      return [
        ...(built.length > 0 ? [evidence(`Made ${named(built.map(({ name }) => name))} of their images.`)] : []),
        ...(taking.length > 0 ? [evidence(`Deployed to ${named(taking.map(({ name }) => name))}.`)] : []),
        ...(taking.length + built.length === 0 ? [evidence("Nothing needs to be deployed.")] : []),
      ];
    },
  };
}

function absentSentence(names: readonly string[]): string {
  const [first, ...more] = names;
  return more.length === 0
    ? `The Compose file has no service \`${first}\`, which the task asks for.`
    : `The Compose file has no services ${names.map((name) => `\`${name}\``).join(", ")}, which the task asks for.`;
}

function succeeded({ number, startedAt, endedAt, artifacts }: BuildView): CheckEvidence {
  const seconds =
    startedAt === undefined || endedAt === undefined ? "" : ` in ${((endedAt - startedAt) / 1000).toFixed(1)} s`;
  if (artifacts.length === 0) return evidence(`Build ${number} ended well${seconds}.`);
  const made = named(artifacts.map(({ name }) => name));
  return evidence(`Build ${number} made ${made}${seconds}.`);
}

function ended({ state, exitCode }: BuildView): string {
  if (state === "timed-out") return "took too long";
  if (state === "cancelled") return "was cancelled";
  return exitCode === undefined ? "failed" : `failed with exit code ${exitCode}`;
}

function diagnosticLine({ file, line, message }: Diagnostic): string {
  return `${file}:${line}: ${message.split("\n")[0] ?? ""}`;
}
