"use client";
import { Download } from "lucide-react";
import { useEffect, useState } from "react";
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
  if (runs === null) return <Waiting stage="Looking for the runs" />;
  if (runs.length === 0) return <p className="py-2 text-muted">It was never started.</p>;
  return (
    <div className="flex flex-col gap-1">
      {runs.map((run, index) => (
        <RunEntry key={run.id} instance={instance} run={run} open={index === 0} />
      ))}
    </div>
  );
}

function RunEntry({ instance, run, open }: { instance: InstanceView; run: RunView; open: boolean }) {
  const [shown, setShown] = useState(open);
  return (
    <details
      open={shown}
      onToggle={(event) => setShown(event.currentTarget.open)}
      className="rounded-md border border-line"
    >
      <summary className="flex cursor-pointer items-center gap-2 px-2 py-1 hover:bg-hover">
        <StateMark state={run.state} word />
        <span className="font-medium">Run {run.number}</span>
        <span className="min-w-0 flex-1 truncate text-sm text-muted">{factsOf(run)}</span>
        <span className="text-sm text-muted">
          <TimeAgo date={new Date(run.startedAt)} />
        </span>
      </summary>
      {shown ? <RunBody instance={instance} run={run} /> : null}
    </details>
  );
}

function factsOf(run: RunView): string {
  const ending = run.signal ?? (run.exitCode === undefined ? undefined : `code ${run.exitCode}`);
  const build = run.artifact?.build === undefined ? undefined : `build ${run.artifact.build.number}`;
  const ran = run.endedAt === undefined ? undefined : duration(run.endedAt - run.startedAt);
  return [build, ending, ran, sizeOf(run.logBytes)].filter((fact) => fact !== undefined).join(" · ");
}

function RunBody({ instance, run }: { instance: InstanceView; run: RunView }) {
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
          label={`Download the log of run ${run.number}`}
          icon={<Download aria-hidden size={13} />}
          onClick={() => void http.download(path, `${instance.name}-run-${run.number}.log`).catch(commands.report)}
        />
      </div>
      {run.reason === undefined ? null : <p className="px-2 pb-1 text-sm text-muted">{run.reason}</p>}
      <div className="flex h-64 flex-col border-t border-line bg-surface">
        <LogView
          lines={console.log}
          label={`Log of run ${run.number} of ${instance.name}`}
          options={{ ...look, colourOf: null }}
          empty="It printed nothing."
        />
      </div>
    </div>
  );
}
