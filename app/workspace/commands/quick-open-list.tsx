"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { rank } from "#app/workspace/commands/fuzzy";
import { Highlighted } from "#app/workspace/commands/highlighted";
import { maxAnswers, PaletteEmpty, PaletteItem } from "#app/workspace/commands/palette-item";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";

/** Files by fuzzy name; recently opened ones first while nothing is typed; `name:12` goes to line 12. `onChoose` is given what opens the file. */
export function QuickOpenList({ query, onChoose }: { query: string; onChoose: (open: () => void) => void }) {
  const t = useTranslations("workspace.palette");
  const { openFiles } = useSession();
  const entries = useWorkspace((state) => state.files);
  const [, name = "", line] = /^(.*?)(?::(\d*))?$/.exec(query) ?? [];
  const answers = useMemo(() => {
    const recent = openFiles.recent();
    const paths = [...entries.values()].filter((entry) => entry.kind === "file").map((entry) => entry.path);
    const ordered = [...recent.filter((path) => entries.has(path)), ...paths.filter((path) => !recent.includes(path))];
    return rank(name, ordered, (path) => path, maxAnswers);
  }, [entries, openFiles, name]);
  if (answers.length === 0) return <PaletteEmpty>{entries.size === 0 ? t("noFiles") : t("noFile")}</PaletteEmpty>;
  return answers.map(({ item: path, match }) => {
    const start = path.lastIndexOf("/") + 1;
    return (
      <PaletteItem
        key={path}
        value={path}
        onSelect={() => {
          const place = line ? { line: Number(line), column: 1 } : undefined;
          onChoose(() => openFiles.open(path, place, { focus: true }));
        }}
      >
        <Highlighted
          text={path.slice(start)}
          at={match.at.filter((index) => index >= start).map((index) => index - start)}
        />
        <span className="min-w-0 truncate text-sm text-faint">
          <Highlighted text={path.slice(0, Math.max(0, start - 1))} at={match.at} />
        </span>
      </PaletteItem>
    );
  });
}
