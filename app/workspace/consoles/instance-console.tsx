"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { Spinner } from "#app/ui/spinner";
import { useLasting } from "#app/ui/use-lasting";
import { ConsoleBar } from "#app/workspace/consoles/console-bar";
import { ConsoleInput } from "#app/workspace/consoles/console-input";
import { useConsoleLook } from "#app/workspace/consoles/console-look";
import type { Console } from "#app/workspace/consoles/consoles";
import { LogView } from "#app/workspace/consoles/log-view";
import { useLogSearch } from "#app/workspace/consoles/use-log-search";
import { useSession } from "#app/workspace/session/session-context";
import type { RunId } from "#shared/ids";
import { isLive } from "#shared/states";
import type { InstanceView, RunView } from "#shared/views";

/** What an instance's program prints, now or in an earlier run, and a line to type at it. */
export function InstanceConsole({ instance }: { instance: InstanceView }) {
  const [earlier, setEarlier] = useState<RunView | null>(null);
  const newest = instance.run?.id;
  const [seen, setSeen] = useState<RunId | undefined>(newest);
  if (seen !== newest) {
    setSeen(newest);
    setEarlier(null);
  }
  const run = earlier ?? instance.run;
  if (run === undefined) return null;
  return <RunConsole key={run.id} instance={instance} run={run} onRun={setEarlier} />;
}

function RunConsole({
  instance,
  run,
  onRun,
}: {
  instance: InstanceView;
  run: RunView;
  onRun: (run: RunView | null) => void;
}) {
  const t = useTranslations("editing.console");
  const { consoles } = useSession();
  const [shown] = useState(() => consoles.of(instance.name, run.id));
  const [look, setLook] = useConsoleLook();
  const search = useLogSearch(shown.log);
  const live = run.id === instance.run?.id && isLive(instance.state);

  useEffect(() => {
    // What a page was too slow for is not sent again: when the program has ended, the size tells.
    if (!live && run.logBytes > shown.log.end) shown.reload();
  }, [live, run.logBytes, shown]);

  return (
    <>
      <ConsoleBar
        instance={instance}
        run={run}
        console={shown}
        look={look}
        onLook={setLook}
        search={search}
        onRun={onRun}
      />
      <ConsoleTrouble console={shown} />
      <LogView
        lines={shown.log}
        label={t("title", { name: instance.name })}
        options={{ ...look, colourOf: null }}
        hits={search.hits}
        current={search.current}
        empty={live ? t("nothingYet") : t("nothing")}
      />
      {live ? <ConsoleInput instance={instance} run={run.id} /> : null}
    </>
  );
}

function ConsoleTrouble({ console }: { console: Console }) {
  const t = useTranslations("editing.console");
  const actions = useTranslations("ui.actions");
  const { busy, failure } = useStore(console.loading);
  useSyncExternalStore(
    (tell) => console.log.subscribe(tell),
    () => console.log.version,
  );
  const slow = useLasting(busy, patience);
  const skipped = console.skipped();
  if (failure !== null) {
    return (
      <p role="alert" className="flex items-center gap-2 bg-failed-soft px-2 py-1 text-sm">
        <span className="min-w-0 flex-1">{failure}</span>
        <Button size="sm" onClick={() => console.reload()}>
          {actions("tryAgain")}
        </Button>
      </p>
    );
  }
  if (slow) {
    return (
      <p role="status" className="flex items-center gap-1.5 bg-stopped-soft px-2 py-0.5 text-sm text-muted">
        <Spinner size={12} /> {t("fetching")}
      </p>
    );
  }
  if (skipped > 0 && !busy) {
    return (
      <p className="bg-stopped-soft px-2 py-0.5 text-sm text-muted">
        {t("skipped", { megabytes: skipped / 1_000_000 })}
      </p>
    );
  }
  return null;
}

/** A wait shorter than this needs no words. */
const patience = 500;
