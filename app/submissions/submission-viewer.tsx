"use client";
import type { editor } from "monaco-editor/editor/editor.api.js";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useReview, useSubmission } from "#app/submissions/submission-context";
import { Waiting } from "#app/ui/waiting";
import { editorOptions } from "#app/workspace/editor/monaco/editor-options";
import { useEditorTheme, useMonaco } from "#app/workspace/editor/use-monaco";
import "./submission-viewer.css";

/** A file in Monaco that cannot be changed; its remarks are marked at their lines, and a line's number begins one. */
export function SubmissionViewer({
  path,
  text,
  onLine,
}: {
  path: string;
  text: string;
  onLine: (line: number) => void;
}) {
  const t = useTranslations("submissions.files");
  const module = useMonaco();
  const box = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState<editor.IStandaloneCodeEditor | null>(null);
  const { submission, desk } = useSubmission();
  useEditorTheme();

  useEffect(() => {
    if (module === null || box.current === null) return;
    const { monaco } = module;
    const address = monaco.Uri.from({ scheme: "submission", path: `/${submission.id}/${path}` });
    const model = monaco.editor.createModel(text, undefined, address);
    const created = monaco.editor.create(box.current, {
      ...editorOptions,
      ...{ model, readOnly: true, domReadOnly: true, glyphMargin: true, renderValidationDecorations: "off" },
      ariaLabel: t("viewer", { path }),
    });
    // A click on a line's number selects it up to the beginning of the next one: what counts is where it begins.
    created.onDidChangeCursorSelection(({ selection }) => onLine(selection.startLineNumber));
    created.onMouseDown(({ target }) => {
      const { GUTTER_GLYPH_MARGIN, GUTTER_LINE_NUMBERS } = monaco.editor.MouseTargetType;
      const isMargin = target.type === GUTTER_GLYPH_MARGIN || target.type === GUTTER_LINE_NUMBERS;
      if (isMargin && target.position !== null && submission.reviews)
        desk.compose({ kind: "line", path, line: target.position.lineNumber });
    });
    setOwn(created);
    return () => {
      created.dispose();
      model.dispose();
      setOwn(null);
    };
  }, [module, submission, desk, path, text, onLine, t]);

  useRemarks(own, path);
  useReveal(own);
  return (
    <div className="relative min-h-0 flex-1">
      {own === null ? <Waiting stage={t("loading")} className="absolute inset-0" /> : null}
      <div ref={box} className="h-full min-h-0" />
    </div>
  );
}

/** The lines that something is said about, and the one that a remark is being written for. */
function useRemarks(own: editor.IStandaloneCodeEditor | null, path: string): void {
  const feedback = useReview((state) => state.review.feedback);
  const composing = useReview((state) => state.composing);
  useEffect(() => {
    if (own === null) return;
    const lines = new Map<number, string[]>();
    for (const { anchor, text, by } of feedback)
      if (anchor.kind === "line" && anchor.path === path)
        lines.set(anchor.line, [...(lines.get(anchor.line) ?? []), `${by}: ${text}`]);
    const decoration = (line: number, remarks: readonly string[], isNew: boolean) => ({
      range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
      options: {
        isWholeLine: true,
        className: isNew ? "varlab-remark-new" : "varlab-remark-line",
        glyphMarginClassName: "varlab-remark-glyph",
        // Plain text: what somebody wrote is no markup here either.
        hoverMessage: remarks.map((value) => ({ value: value.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~]/g, "\\$&") })),
      },
    });
    const said = [...lines].map(([line, remarks]) => decoration(line, remarks, false));
    const next = composing?.kind === "line" && composing.path === path ? [decoration(composing.line, [], true)] : [];
    const marks = own.createDecorationsCollection([...said, ...next]);
    return () => marks.clear();
  }, [own, path, feedback, composing]);
}

function useReveal(own: editor.IStandaloneCodeEditor | null): void {
  const line = useReview((state) => state.line);
  useEffect(() => {
    if (own === null || line === null) return;
    own.revealLineInCenter(line.number);
    own.setPosition({ lineNumber: line.number, column: 1 });
  }, [own, line]);
}
