"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";
import type { Conflict, Document } from "#app/workspace/editor/documents/open-document";
import { editorOptions } from "#app/workspace/editor/monaco/editor-options";
import { useEditorTheme, useMonaco } from "#app/workspace/editor/use-monaco";

/** Both texts side by side: the disk's at the left, mine at the right, where it can still be edited. Nothing is lost until one chooses. */
export function ConflictView({ document, current }: { document: Document; current: Conflict }) {
  const t = useTranslations("editing.conflict");
  const [merged, setMerged] = useState(false);
  useEffect(() => document.buffer()?.onChange(() => setMerged(true)), [document]);
  const mine = (
    <Button size="sm" variant="primary" onClick={() => void document.keepMine()}>
      {merged ? t("saveMerged") : t("keepMine")}
    </Button>
  );
  if (current === null) {
    return (
      <div className="flex h-full flex-col">
        <Notice kind="warning" className="rounded-none" title={t("deleted")} action={mine}>
          {t("deletedWhat")}
        </Notice>
        <pre className="min-h-0 flex-1 overflow-auto p-3 font-mono">{document.buffer()?.text()}</pre>
      </div>
    );
  }
  return (
    <div className="flex h-full flex-col">
      <Notice
        kind="warning"
        className="rounded-none"
        title={t("changed")}
        action={
          <div className="flex flex-wrap justify-end gap-2">
            <Button size="sm" onClick={() => void document.takeTheirs()}>
              {t("takeTheirs")}
            </Button>
            {mine}
          </div>
        }
      >
        {t("changedWhat")}
      </Notice>
      <DiffEditor document={document} theirs={current.text} />
    </div>
  );
}

function DiffEditor({ document, theirs }: { document: Document; theirs: string }) {
  const t = useTranslations("editing.conflict");
  const module = useMonaco();
  const box = useRef<HTMLDivElement>(null);
  useEditorTheme();
  useEffect(() => {
    const model = module?.monaco.editor.getModel(module.uriOf(document.path)) ?? null;
    if (module === null || model === null || box.current === null) return;
    const original = module.monaco.editor.createModel(theirs, model.getLanguageId());
    const diff = module.monaco.editor.createDiffEditor(box.current, {
      ...editorOptions,
      originalEditable: false,
      renderOverviewRuler: false,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: 560,
      renderMarginRevertIcon: true,
      originalAriaLabel: t("savedText", { path: document.path }),
      modifiedAriaLabel: t("myText", { path: document.path }),
    });
    diff.setModel({ original, modified: model });
    return () => {
      diff.dispose();
      original.dispose();
    };
  }, [module, document, theirs, t]);
  return <div ref={box} className="min-h-0 flex-1" />;
}
