"use client";
import { CircleAlert, CircleCheck, CircleDot } from "lucide-react";
import { useStore } from "zustand";
import { Spinner } from "#app/ui/spinner";
import type { FileMark } from "#app/workspace/editor/documents/documents";
import { nameOf } from "#app/workspace/files/file-path";
import { useLink, useMayDrive, useSession } from "#app/workspace/session/session-context";

/** Whether everything typed is saved; a click goes to what is not. */
export function SavedState() {
  const { documents, openFiles } = useSession();
  const marks = useStore(documents.marks);
  const link = useLink();
  const mayDrive = useMayDrive();
  // That one only watches is said beside, with the way to more.
  if (!mayDrive && link.state === "online") return null;
  const [path, worst] = worstOf(marks);
  if (worst === undefined) {
    return (
      <Shape title="Everything is saved">
        <CircleCheck aria-hidden size={14} className="text-running" /> saved
      </Shape>
    );
  }
  if (worst === "saving" || worst === "dirty") {
    return (
      <Shape title={`${marks.size} ${marks.size === 1 ? "file" : "files"} not saved yet`}>
        {worst === "saving" ? <Spinner size={14} /> : <CircleDot aria-hidden size={14} className="text-waiting" />}{" "}
        {worst === "saving" ? "saving" : "unsaved"}
      </Shape>
    );
  }
  return (
    <button
      type="button"
      className="inline-flex h-7 items-center gap-1.5 rounded-md bg-failed-soft px-2 text-failed"
      onClick={() => openFiles.open(path)}
    >
      <CircleAlert aria-hidden size={14} /> {worst === "conflict" ? "conflict" : "not saved"}
      <span className="max-w-40 truncate max-md:hidden">in {nameOf(path)}</span>
    </button>
  );
}

function Shape({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <span
      role="status"
      aria-label="Saved state"
      title={title}
      className="inline-flex h-7 min-w-16 items-center justify-end gap-1.5 px-1 text-sm whitespace-nowrap text-muted"
    >
      {children}
    </span>
  );
}

const order: readonly FileMark[] = ["conflict", "failed", "saving", "dirty"];

function worstOf(marks: ReadonlyMap<string, FileMark>): readonly [string, FileMark | undefined] {
  for (const wanted of order) for (const [path, mark] of marks) if (mark === wanted) return [path, mark];
  return ["", undefined];
}
