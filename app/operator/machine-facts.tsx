import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useSentence } from "#app/i18n/sentences";
import { useSizes } from "#app/operator/sizes";
import { StateMark } from "#app/ui/state-mark";
import type { OperatorSnapshot } from "#shared/operator";

/** The machine in five numbers: whether the engine answers, and how much of everything is used. */
export function MachineFacts({ snapshot }: { snapshot: OperatorSnapshot }) {
  const t = useTranslations("operator.facts");
  const inWords = useSentence();
  const { cpuWords, sizeWords } = useSizes();
  const { engine, memory, disk, workspaces, quotas } = snapshot;
  const machines = workspaces.flatMap((workspace) => workspace.machines);
  const cpu = machines.reduce((sum, machine) => sum + machine.cpu, 0);
  const given = machines.reduce((sum, machine) => sum + machine.memoryLimit, 0);
  const mayGive = quotas.memoryMegabytes === null ? undefined : quotas.memoryMegabytes * 1024 * 1024;
  return (
    <dl className="mb-5 grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5">
      <Fact
        title={t("engine")}
        detail={engine.state === "answers" ? `${engine.name} ${engine.version}` : inWords(engine.sentence)}
      >
        <span className="inline-flex items-center gap-2">
          <StateMark state={engine.state === "answers" ? "running" : "failed"} />
          {engine.state === "answers"
            ? t("answersIn", { milliseconds: Math.max(1, Math.round(engine.answeredIn)) })
            : t("noAnswer")}
        </span>
      </Fact>
      <Fact
        title={t("processors")}
        detail={engine.state === "answers" ? t("ofProcessors", { count: engine.cpus }) : t("byContainers")}
        share={engine.state === "answers" ? cpu / engine.cpus : undefined}
      >
        {cpuWords(cpu)}
      </Fact>
      <Fact
        title={t("memory")}
        detail={t("ofMemory", { size: sizeWords(memory.size) })}
        share={memory.used / memory.size}
      >
        {sizeWords(memory.used)}
      </Fact>
      <Fact
        title={t("given")}
        detail={
          mayGive === undefined
            ? t("atMost", { count: machines.length })
            : t("ofGiven", { size: sizeWords(mayGive), count: machines.length })
        }
        share={mayGive === undefined ? undefined : given / mayGive}
      >
        {sizeWords(given)}
      </Fact>
      <Fact title={t("disk")} detail={t("ofDisk", { size: sizeWords(disk.size) })} share={disk.used / disk.size}>
        {sizeWords(disk.used)}
      </Fact>
    </dl>
  );
}

/** Above this the bar warns: what comes next may not fit. */
const tight = 0.9;

function Fact({
  title,
  detail,
  share,
  children,
}: {
  title: string;
  detail: string;
  share?: number | undefined;
  children: ReactNode;
}) {
  return (
    <div className="flex min-w-0 flex-col gap-1 rounded-lg border border-line bg-surface px-3 py-2">
      <dt className="text-sm text-muted">{title}</dt>
      <dd className="text-lg font-semibold tabular-nums">{children}</dd>
      <dd className="text-sm text-muted">{detail}</dd>
      {share === undefined ? null : (
        <div aria-hidden className="mt-auto h-1 overflow-hidden rounded-full bg-hover">
          <div
            className={share > tight ? "h-full bg-failed" : "h-full bg-accent"}
            style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }}
          />
        </div>
      )}
    </div>
  );
}
