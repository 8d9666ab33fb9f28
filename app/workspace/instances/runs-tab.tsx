"use client";
import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useSentence } from "#app/i18n/sentences";
import { IconButton } from "#app/ui/icon-button";
import { Notice } from "#app/ui/notice";
import { StateMark } from "#app/ui/state-mark";
import { TimeAgo } from "#app/ui/time-ago";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { useConsoleLook } from "#app/workspace/consoles/console-look";
import { LogView } from "#app/workspace/consoles/log-view";
import { sizeOf } from "#app/workspace/instances/size-of";
import { useSession } from "#app/workspace/session/session-context";
import { duration } from "#app/workspace/topbar/elapsed";
import { quote } from "#shared/experiment/arguments";
import { httpPaths } from "#shared/http";
import type { InstanceView, RunView } from "#shared/views";

/** The runs of an instance, newest first; each opens to its command and its log. */
export function RunsTab({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.runs");
  const { connection } = useSession();
  const [runs, setRuns] = useState<readonly RunView[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const newest = instance.run?.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run or a new state makes a new list
  useEffect(() => {
    connection.call("instance:runs", { name: instance.name }).then(
      (answer) => setRuns(answer.runs.toSorted((a, b) => b.number - a.number)),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  }, [connection, instance.name, instance.state, newest]);

  if (failure !== null) return <Notice kind="error">{failure}</Notice>;
  if (runs === null) return <Waiting stage={t("looking")} />;
  if (runs.length === 0) return <p className="py-2 text-muted">{t("none")}</p>;
  return (
    <div className="flex flex-col gap-1">
      {runs.map((run, index) => (
        <RunEntry key={run.id} instance={instance} run={run} open={index === 0} />
      ))}
    </div>
  );
}

function RunEntry({ instance, run, open }: { instance: InstanceView; run: RunView; open: boolean }) {
  const t = useTranslations("workspace.runs");
  const [shown, setShown] = useState(open);
  return (
    <details
      open={shown}
      onToggle={(event) => setShown(event.currentTarget.open)}
      className="rounded-md border border-line"
    >
      <summary className="flex cursor-pointer items-center gap-2 px-2 py-1 hover:bg-hover">
        <StateMark state={run.state} word />
        <span className="font-medium">{t("run", { number: run.number })}</span>
        <span className="min-w-0 flex-1 truncate text-sm text-muted">
          <Facts run={run} />
        </span>
        <span className="text-sm text-muted">
          <TimeAgo date={new Date(run.startedAt)} />
        </span>
      </summary>
      {shown ? <RunBody instance={instance} run={run} /> : null}
    </details>
  );
}

function Facts({ run }: { run: RunView }): string {
  const t = useTranslations("workspace");
  const language = useLocale();
  const { signal, exitCode, endedAt, startedAt, artifact, logBytes } = run;
  const ending = signal ?? (exitCode === undefined ? undefined : t("tile.code", { code: exitCode }));
  const build = artifact?.build === undefined ? undefined : t("instances.build", { number: artifact.build.number });
  const ran = endedAt === undefined ? undefined : duration(endedAt - startedAt, language);
  return [build, ending, ran, sizeOf(logBytes, language)].filter((fact) => fact !== undefined).join(" · ");
}

function RunBody({ instance, run }: { instance: InstanceView; run: RunView }) {
  const t = useTranslations("workspace.runs");
  const inWords = useSentence();
  const { consoles, http, commands } = useSession();
  const [console] = useState(() => consoles.of(instance.name, run.id));
  const [look] = useConsoleLook();
  const path = `${httpPaths.runLog}?run=${run.id}`;
  return (
    <div className="border-t border-line">
      <div className="flex items-center gap-2 px-2 py-1">
        <code className="min-w-0 flex-1 text-xs break-all">{quote(run.command)}</code>
        <IconButton
          size="sm"
          label={t("download", { number: run.number })}
          icon={<Download aria-hidden size={13} />}
          onClick={() => void http.download(path, `${instance.name}-run-${run.number}.log`).catch(commands.report)}
        />
      </div>
      {run.reason === undefined ? null : <p className="px-2 pb-1 text-sm text-muted">{inWords(run.reason)}</p>}
      <div className="flex h-64 flex-col border-t border-line bg-surface">
        <LogView
          lines={console.log}
          label={t("log", { number: run.number, name: instance.name })}
          options={{ ...look, colourOf: null }}
          empty={t("printedNothing")}
        />
      </div>
    </div>
  );
}
