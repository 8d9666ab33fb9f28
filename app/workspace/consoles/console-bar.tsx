"use client";
import { ChevronDown, ChevronUp, Ellipsis, History, Search, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { regions } from "#app/i18n/languages";
import { IconButton } from "#app/ui/icon-button";
import { Input } from "#app/ui/input";
import { Menu, MenuItem, MenuSeparator } from "#app/ui/menu";
import type { ConsoleLook } from "#app/workspace/consoles/console-look";
import type { Console } from "#app/workspace/consoles/consoles";
import { plainText } from "#app/workspace/consoles/plain-text";
import { RunMenu } from "#app/workspace/consoles/run-menu";
import type { LogSearch } from "#app/workspace/consoles/use-log-search";
import { useSession } from "#app/workspace/session/session-context";
import { copyText } from "#app/workspace/task/copy-text";
import { httpPaths } from "#shared/http";
import type { InstanceView, RunView } from "#shared/views";

/** What can be done with a console; floats over its corner until it is needed. */
export function ConsoleBar({
  instance,
  run,
  console,
  look,
  onLook,
  search,
  onRun,
}: {
  instance: InstanceView;
  run: RunView;
  console: Console;
  look: ConsoleLook;
  onLook: (change: Partial<ConsoleLook>) => void;
  search: LogSearch;
  onRun: (run: RunView | null) => void;
}) {
  const t = useTranslations("editing");
  const language = useLocale();
  const { http, commands } = useSession();
  const earlier = run.id !== instance.run?.id;
  const [listing, setListing] = useState(false);
  const shown = { number: run.number, time: new Date(run.startedAt).toLocaleTimeString(regions[language]) };
  const download = () =>
    http.download(`${httpPaths.runLog}?run=${run.id}`, `${instance.name}-run-${run.number}.log`).catch(commands.report);
  return (
    <>
      {earlier ? (
        <p role="status" className="flex items-center gap-2 bg-waiting-soft px-2 py-0.5 text-sm">
          <History aria-hidden size={13} />
          <span className="min-w-0 flex-1 truncate">
            {run.exitCode === undefined
              ? t("runs.shown", shown)
              : t("runs.shownEnded", { ...shown, code: run.exitCode })}
          </span>
          <button type="button" className="text-accent-text hover:underline" onClick={() => onRun(null)}>
            {t("runs.back")}
          </button>
        </p>
      ) : null}
      {search.open ? <SearchRow search={search} label={t("consoleSearch.text", { name: instance.name })} /> : null}
      <div className="relative z-10 h-0">
        <div className="absolute top-1 right-3 flex rounded-md border border-line bg-raised opacity-0 transition-opacity duration-100 group-hover/tile:opacity-100 focus-within:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
          <IconButton
            size="sm"
            label={t("consoleSearch.open", { name: instance.name })}
            icon={<Search aria-hidden size={13} />}
            onClick={() => search.show(!search.open)}
          />
          <Menu
            onOpenChange={setListing}
            trigger={
              <IconButton
                size="sm"
                label={t("runs.earlier", { name: instance.name })}
                icon={<History aria-hidden size={13} />}
              />
            }
          >
            {listing ? <RunMenu instance={instance} shown={run.id} onRun={onRun} /> : null}
          </Menu>
          <Menu
            trigger={
              <IconButton
                size="sm"
                label={t("console.options", { name: instance.name })}
                icon={<Ellipsis aria-hidden size={13} />}
              />
            }
          >
            <MenuItem onSelect={() => onLook({ times: !look.times })}>
              {look.times ? t("console.hideTimes") : t("console.showTimes")}
            </MenuItem>
            <MenuItem onSelect={() => onLook({ wrap: !look.wrap })}>
              {look.wrap ? t("console.noWrap") : t("console.wrap")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem onSelect={() => void copyText(plainText(console.log)).catch(commands.report)}>
              {t("console.copyAll")}
            </MenuItem>
            <MenuItem onSelect={() => void download()}>{t("console.download")}</MenuItem>
            <MenuItem onSelect={() => console.log.clear()}>{t("console.clear")}</MenuItem>
          </Menu>
        </div>
      </div>
    </>
  );
}

/** The search line of a console. */
export function SearchRow({ search, label }: { search: LogSearch; label: string }) {
  const t = useTranslations("editing");
  return (
    <search className="flex h-7 shrink-0 items-center gap-1 border-b border-line bg-canvas px-2">
      <Input
        autoFocus
        size="sm"
        aria-label={label}
        placeholder={t("consoleSearch.placeholder")}
        value={search.text}
        className="max-w-60"
        onChange={(event) => search.look(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") search.step(event.shiftKey ? 1 : -1);
          if (event.key === "Escape") search.show(false);
        }}
      />
      <span role="status" className="min-w-16 text-sm text-muted tabular-nums">
        {search.text === ""
          ? ""
          : search.hits.length === 0
            ? t("output.notFound")
            : t("output.place", { place: search.place, count: search.hits.length })}
      </span>
      <IconButton
        size="sm"
        label={t("consoleSearch.earlier")}
        keys="Enter"
        icon={<ChevronUp aria-hidden size={14} />}
        onClick={() => search.step(-1)}
      />
      <IconButton
        size="sm"
        label={t("consoleSearch.later")}
        keys="Shift+Enter"
        icon={<ChevronDown aria-hidden size={14} />}
        onClick={() => search.step(1)}
      />
      <IconButton
        size="sm"
        label={t("output.closeSearch")}
        keys="Escape"
        icon={<X aria-hidden size={14} />}
        onClick={() => search.show(false)}
      />
    </search>
  );
}
