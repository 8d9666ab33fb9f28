"use client";
import { useMemo } from "react";
import { useStore } from "zustand";
import { judgedBuild } from "#app/workspace/builds/judged-build";
import type { FileMark } from "#app/workspace/editor/documents/documents";
import { foldersAbove } from "#app/workspace/files/tree-data";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";

/** What a row of the tree says beside the name. */
export interface RowMark {
  readonly unsaved?: FileMark;
  readonly errors: number;
}

/** Marks by path; folders sum up what is in them. */
export function useRowMarks(): ReadonlyMap<string, RowMark> {
  const { documents } = useSession();
  const unsaved = useStore(documents.marks);
  const diagnostics = useWorkspace((state) => judgedBuild(state.builds)?.diagnostics);
  return useMemo(() => {
    const marks = new Map<string, RowMark>();
    for (const [path, mark] of unsaved) marks.set(path, { unsaved: mark, errors: 0 });
    for (const { file, severity } of diagnostics ?? []) {
      if (severity !== "error") continue;
      for (const path of [file, ...foldersAbove(file)]) {
        const before = marks.get(path);
        marks.set(path, { ...before, errors: (before?.errors ?? 0) + 1 });
      }
    }
    return marks;
  }, [unsaved, diagnostics]);
}
