"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { MenuItem, MenuLabel } from "#app/ui/menu";
import { Spinner } from "#app/ui/spinner";
import { StateMark } from "#app/ui/state-mark";
import { TimeAgo } from "#app/ui/time-ago";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { useConnection } from "#app/workspace/session/session-context";
import type { RunId } from "#shared/ids";
import type { InstanceView, RunView } from "#shared/views";

/** The runs of an instance, newest first, as the entries of a menu. */
export function RunMenu({
  instance,
  shown,
  onRun,
}: {
  instance: InstanceView;
  shown: RunId;
  onRun: (run: RunView | null) => void;
}) {
  const t = useTranslations("editing.runs");
  const connection = useConnection();
  const [runs, setRuns] = useState<readonly RunView[] | string | null>(null);
  useEffect(() => {
    let current = true;
    connection.call("instance:runs", { name: instance.name }).then(
      (answer) => current && setRuns(answer.runs.toSorted((a, b) => b.number - a.number)),
      (error: unknown) => current && setRuns(sentenceOf(error)),
    );
    return () => {
      current = false;
    };
  }, [connection, instance.name]);

  if (runs === null) {
    return (
      <MenuLabel>
        <span className="flex items-center gap-2">
          <Spinner size={12} /> {t("looking")}
        </span>
      </MenuLabel>
    );
  }
  if (typeof runs === "string") return <MenuLabel>{runs}</MenuLabel>;
  return (
    <>
      <MenuLabel>{t("title", { name: instance.name })}</MenuLabel>
      {runs.map((run) => (
        <MenuItem key={run.id} onSelect={() => onRun(run.id === instance.run?.id ? null : run)}>
          <span className="flex items-center gap-2 tabular-nums">
            <StateMark state={run.state} /> {t("run", { number: run.number })}
            <span className="text-faint">
              {run.artifact?.build === undefined ? "" : `${t("build", { number: run.artifact.build.number })}, `}
              {run.exitCode === undefined ? "" : `${t("code", { code: run.exitCode })}, `}
              <TimeAgo date={new Date(run.startedAt)} />
            </span>
            {run.id === shown ? <span className="text-accent-text">✓</span> : null}
          </span>
        </MenuItem>
      ))}
    </>
  );
}
