"use client";
import { ChevronDown, ChevronUp, Ellipsis, History, Search, X } from "lucide-react";
import { useState } from "react";
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
  const { http, commands } = useSession();
  const earlier = run.id !== instance.run?.id;
  const [listing, setListing] = useState(false);
  const download = () =>
    http.download(`${httpPaths.runLog}?run=${run.id}`, `${instance.name}-run-${run.number}.log`).catch(commands.report);
  return (
    <>
      {earlier ? (
        <p role="status" className="flex items-center gap-2 bg-waiting-soft px-2 py-0.5 text-sm">
          <History aria-hidden size={13} />
          <span className="min-w-0 flex-1 truncate">
            Run {run.number}, {new Date(run.startedAt).toLocaleTimeString()}
            {run.exitCode === undefined ? "" : `, exit code ${run.exitCode}`}
          </span>
          <button type="button" className="text-accent-text hover:underline" onClick={() => onRun(null)}>
            Back to the newest
          </button>
        </p>
      ) : null}
      {search.open ? <SearchRow search={search} name={instance.name} /> : null}
      <div className="relative z-10 h-0">
        <div className="absolute top-1 right-3 flex rounded-md border border-line bg-raised opacity-0 transition-opacity duration-100 group-hover/tile:opacity-100 focus-within:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
          <IconButton
            size="sm"
            label={`Search in the console of ${instance.name}`}
            icon={<Search aria-hidden size={13} />}
            onClick={() => search.show(!search.open)}
          />
          <Menu
            onOpenChange={setListing}
            trigger={
              <IconButton
                size="sm"
                label={`Earlier runs of ${instance.name}`}
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
                label={`Console options of ${instance.name}`}
                icon={<Ellipsis aria-hidden size={13} />}
              />
            }
          >
            <MenuItem onSelect={() => onLook({ times: !look.times })}>
              {look.times ? "Hide times" : "Show times"}
            </MenuItem>
            <MenuItem onSelect={() => onLook({ wrap: !look.wrap })}>
              {look.wrap ? "Do not wrap long lines" : "Wrap long lines"}
            </MenuItem>
            <MenuSeparator />
            <MenuItem onSelect={() => void copyText(plainText(console.log)).catch(commands.report)}>Copy all</MenuItem>
            <MenuItem onSelect={() => void download()}>Download the log</MenuItem>
            <MenuItem onSelect={() => console.log.clear()}>Clear the view</MenuItem>
          </Menu>
        </div>
      </div>
    </>
  );
}

/** The search line of a console. */
export function SearchRow({ search, name }: { search: LogSearch; name: string }) {
  return (
    <search className="flex h-7 shrink-0 items-center gap-1 border-b border-line bg-canvas px-2">
      <Input
        autoFocus
        size="sm"
        aria-label={`Text to find in the console of ${name}`}
        placeholder="Search"
        value={search.text}
        className="max-w-60"
        onChange={(event) => search.look(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") search.step(event.shiftKey ? 1 : -1);
          if (event.key === "Escape") search.show(false);
        }}
      />
      <span role="status" className="min-w-16 text-sm text-muted tabular-nums">
        {search.text === "" ? "" : search.hits.length === 0 ? "not found" : `${search.place} of ${search.hits.length}`}
      </span>
      <IconButton
        size="sm"
        label="Earlier"
        keys="Enter"
        icon={<ChevronUp aria-hidden size={14} />}
        onClick={() => search.step(-1)}
      />
      <IconButton
        size="sm"
        label="Later"
        keys="Shift+Enter"
        icon={<ChevronDown aria-hidden size={14} />}
        onClick={() => search.step(1)}
      />
      <IconButton
        size="sm"
        label="Close the search"
        keys="Escape"
        icon={<X aria-hidden size={14} />}
        onClick={() => search.show(false)}
      />
    </search>
  );
}
