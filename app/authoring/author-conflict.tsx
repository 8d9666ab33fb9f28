"use client";
import { useTranslations } from "next-intl";
import { useAuthoring } from "#app/authoring/authoring-context";
import { modelOf } from "#app/authoring/draft-models";
import { TextDiff } from "#app/authoring/text-diff";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";
import { useMonaco } from "#app/workspace/editor/use-monaco";
import type { DraftFileView } from "#shared/authoring/draft";

/** Both texts side by side: theirs at the left, mine at the right, where it can still be edited. Nothing is lost until one chooses. */
export function AuthorConflict({ path, theirs }: { path: string; theirs: DraftFileView | null }) {
  const t = useTranslations("authoring.conflict");
  const { desk } = useAuthoring();
  const module = useMonaco();
  const who = theirs === null || theirs.changedBy === "" ? t("somebody") : theirs.changedBy;
  const mine = desk.state.getState().files.get(path)?.text ?? "";
  return (
    <div className="flex h-full flex-col">
      <Notice
        kind="warning"
        className="rounded-none"
        title={t(theirs === null ? "removed" : "saved", { who })}
        action={
          <div className="flex flex-wrap justify-end gap-2">
            <Button size="sm" onClick={() => desk.takeTheirs(path)}>
              {t(theirs === null ? "letGo" : "takeTheirs")}
            </Button>
            <Button size="sm" variant="primary" onClick={() => void desk.keepMine(path)}>
              {t("keepMine")}
            </Button>
          </div>
        }
      >
        {t(theirs === null ? "removedHint" : "savedHint")}
      </Notice>
      {theirs === null ? (
        <pre className="min-h-0 flex-1 overflow-auto p-3 font-mono">{mine}</pre>
      ) : module === null ? null : (
        <TextDiff
          before={theirs.text ?? ""}
          beforeLabel={t("theirText", { path })}
          after={modelOf(module, path, desk)}
          afterLabel={t("myText", { path })}
        />
      )}
    </div>
  );
}
