"use client";
import { CaseSensitive, Regex, WholeWord } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { EmptyState } from "#app/ui/empty-state";
import { IconButton } from "#app/ui/icon-button";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { Spinner } from "#app/ui/spinner";
import { FindResults } from "#app/workspace/find/find-results";
import { type FindOptions, useFind } from "#app/workspace/find/use-find";
import { useCommands, useSession } from "#app/workspace/session/session-context";

const toggles = [
  { key: "caseSensitive", Icon: CaseSensitive },
  { key: "wholeWord", Icon: WholeWord },
  { key: "regex", Icon: Regex },
] as const;

/** Find in files: as one types, grouped by file, opened at the match. */
export function FindPanel() {
  const t = useTranslations("editing.find");
  const { panels } = useSession();
  const [text, setText] = useState("");
  const [options, setOptions] = useState<FindOptions>({ caseSensitive: false, wholeWord: false, regex: false });
  const input = useRef<HTMLInputElement>(null);
  const { result, failure, busy } = useFind(text, options);
  useCommands(
    () => [
      {
        id: "find.files",
        title: t("title"),
        group: "Go",
        key: "Ctrl+Shift+F",
        run() {
          panels.show("find");
          const selected = window.getSelection()?.toString() ?? "";
          if (selected !== "" && !selected.includes("\n")) setText(selected);
          requestAnimationFrame(() => input.current?.select());
        },
      },
    ],
    [panels, t],
  );
  useEffect(() => {
    if (panels.active.getState() === "find") input.current?.focus();
  }, [panels]);
  const files = new Set(result?.matches.map((match) => match.path)).size;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <search className="shrink-0 border-b border-line p-2">
        <div className="flex items-center gap-1">
          <Input
            ref={input}
            data-autofocus
            type="search"
            aria-label={t("title")}
            placeholder={t("title")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {toggles.map(({ key, Icon }) => (
            <IconButton
              key={key}
              size="sm"
              label={t(key)}
              pressed={options[key]}
              icon={<Icon aria-hidden size={14} />}
              onClick={() => setOptions({ ...options, [key]: !options[key] })}
            />
          ))}
        </div>
        <p role="status" className="mt-1 flex h-4 items-center gap-1.5 text-sm text-faint">
          {busy ? <Spinner size={12} /> : null}
          {result && text !== "" && result.matches.length > 0
            ? t(result.truncated ? "foundMore" : "found", { count: result.matches.length, files })
            : ""}
        </p>
      </search>
      {failure !== null ? (
        <Notice kind="error" className="m-2">
          {failure}
        </Notice>
      ) : null}
      {result && text !== "" && result.matches.length > 0 ? <FindResults matches={result.matches} /> : null}
      {result && text !== "" && result.matches.length === 0 ? (
        <EmptyState title={t("nothing")}>{t("nothingWhat")}</EmptyState>
      ) : null}
      {result?.truncated ? <Notice className="m-2">{t("more")}</Notice> : null}
    </div>
  );
}
