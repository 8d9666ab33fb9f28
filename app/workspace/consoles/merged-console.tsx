"use client";
import { clsx } from "clsx";
import { Clock, Copy, Search, TextWrap } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { IconButton } from "#app/ui/icon-button";
import { SearchRow } from "#app/workspace/consoles/console-bar";
import { useConsoleLook } from "#app/workspace/consoles/console-look";
import { LogView } from "#app/workspace/consoles/log-view";
import { MergedLog } from "#app/workspace/consoles/merged-log";
import { plainText } from "#app/workspace/consoles/plain-text";
import { sourceColour } from "#app/workspace/consoles/source-colours";
import { useLogSearch } from "#app/workspace/consoles/use-log-search";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";
import { copyText } from "#app/workspace/task/copy-text";
import type { InstanceName } from "#shared/ids";

/** What all programs print in one list, in the order of time; instances can be left out. */
export function MergedConsole() {
  const t = useTranslations("editing.console");
  const { consoles } = useSession();
  const instances = useWorkspace((state) => state.instances);
  const [left, setLeft] = useState<ReadonlySet<InstanceName>>(new Set());
  const runs = instances
    .filter(({ name, run }) => run !== undefined && !left.has(name))
    .map(({ run }) => run?.id)
    .join(" ");
  const [merged, setMerged] = useState<MergedLog | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: anew when other runs are shown, not with every state
  useEffect(() => {
    const logs = instances
      .filter(({ name }) => !left.has(name))
      .flatMap(({ name, run }) => (run === undefined ? [] : [consoles.of(name, run.id).log]));
    const next = new MergedLog(logs);
    setMerged(next);
    return () => next.dispose();
  }, [consoles, runs]);

  function toggle(name: InstanceName): void {
    const next = new Set(left);
    if (!next.delete(name)) next.add(name);
    setLeft(next);
  }

  return (
    <>
      <fieldset
        aria-label={t("shown")}
        className="flex shrink-0 flex-wrap gap-1 border-b border-line bg-canvas px-2 py-1"
      >
        {instances.map(({ name }, index) => (
          <button
            key={name}
            type="button"
            aria-pressed={!left.has(name)}
            onClick={() => toggle(name)}
            style={{ borderColor: sourceColour(index) }}
            className={clsx(
              "h-5 rounded-sm border-l-4 px-1.5 text-sm",
              left.has(name) ? "text-faint line-through" : "bg-hover text-text",
            )}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {merged === null ? null : <MergedView merged={merged} names={instances.map(({ name }) => name)} />}
    </>
  );
}

function MergedView({ merged, names }: { merged: MergedLog; names: readonly string[] }) {
  const t = useTranslations("editing");
  const { commands } = useSession();
  const [look, setLook] = useConsoleLook();
  const search = useLogSearch(merged);
  return (
    <div className="group/tile flex min-h-0 flex-1 flex-col">
      {search.open ? <SearchRow search={search} label={t("consoleSearch.textAll")} /> : null}
      <div className="relative z-10 h-0">
        <div className="absolute top-1 right-3 flex rounded-md border border-line bg-raised">
          <IconButton
            size="sm"
            label={t("consoleSearch.openAll")}
            icon={<Search aria-hidden size={13} />}
            onClick={() => search.show(!search.open)}
          />
          <IconButton
            size="sm"
            label={t("console.times")}
            pressed={look.times}
            icon={<Clock aria-hidden size={13} />}
            onClick={() => setLook({ times: !look.times })}
          />
          <IconButton
            size="sm"
            label={t("console.wrap")}
            pressed={look.wrap}
            icon={<TextWrap aria-hidden size={13} />}
            onClick={() => setLook({ wrap: !look.wrap })}
          />
          <IconButton
            size="sm"
            label={t("console.copyAll")}
            icon={<Copy aria-hidden size={13} />}
            onClick={() => void copyText(plainText(merged)).catch(commands.report)}
          />
        </div>
      </div>
      <LogView
        lines={merged}
        label={t("console.allTitle")}
        options={{ ...look, colourOf: (source) => sourceColour(names.indexOf(source)) }}
        hits={search.hits}
        current={search.current}
        empty={t("console.nothingAnywhere")}
      />
    </div>
  );
}
