"use client";
import { useMemo } from "react";
import { FileIcon } from "#app/workspace/files/file-icon";
import { folderOf, nameOf } from "#app/workspace/files/file-path";
import { useSession } from "#app/workspace/session/session-context";
import type { FindResult } from "#shared/socket/catalogue";

type Match = FindResult["matches"][number];

/** Matches under their files; each opens its file at its place. */
export function FindResults({ matches }: { matches: readonly Match[] }) {
  const groups = useMemo(() => byFile(matches), [matches]);
  return (
    <div className="min-h-0 flex-1 overflow-auto py-1">
      {[...groups].map(([path, own]) => (
        <details key={path} open>
          <summary className="flex h-6 items-center gap-1.5 px-2 select-none hover:bg-hover">
            <FileIcon path={path} />
            <span className="shrink-0">{nameOf(path)}</span>
            <span className="min-w-0 flex-1 truncate text-sm text-faint">{folderOf(path)}</span>
            <span className="text-sm text-faint">{own.length}</span>
          </summary>
          <ul>
            {own.map((match) => (
              <FoundLine key={`${match.line}:${match.column}`} match={match} />
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

function byFile(matches: readonly Match[]): Map<string, Match[]> {
  const groups = new Map<string, Match[]>();
  for (const match of matches) groups.set(match.path, [...(groups.get(match.path) ?? []), match]);
  return groups;
}

/** So much of the line before the match is shown that the match itself is seen in a narrow pane. */
const lead = 10;

function FoundLine({ match }: { match: Match }) {
  const { openFiles } = useSession();
  const start = match.column - 1;
  const before = match.preview.slice(0, start).trimStart();
  const shown = before.length > lead ? `…${before.slice(-lead)}` : before;
  return (
    <li>
      <button
        type="button"
        onClick={() =>
          openFiles.open(
            match.path,
            { line: match.line, column: match.column, endColumn: match.column + match.length },
            { preview: true },
          )
        }
        className="flex h-6 w-full items-center gap-2 pr-2 pl-2 text-left font-mono text-sm hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="w-7 shrink-0 text-right text-faint tabular-nums">{match.line}</span>
        <span className="min-w-0 truncate">
          {shown}
          <mark className="rounded-xs bg-waiting-soft text-text">
            {match.preview.slice(start, start + match.length)}
          </mark>
          {match.preview.slice(start + match.length)}
        </span>
      </button>
    </li>
  );
}
