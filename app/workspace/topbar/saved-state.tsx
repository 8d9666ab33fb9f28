"use client";
import { CircleAlert, CircleCheck, CircleDot } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { Spinner } from "#app/ui/spinner";
import type { FileMark } from "#app/workspace/editor/documents/documents";
import { nameOf } from "#app/workspace/files/file-path";
import { useLink, useMayDrive, useSession } from "#app/workspace/session/session-context";

/** Whether everything typed is saved; a click goes to what is not. */
export function SavedState() {
  const t = useTranslations("workspace.saved");
  const { documents, openFiles } = useSession();
  const marks = useStore(documents.marks);
  const link = useLink();
  const mayDrive = useMayDrive();
  // That one only watches is said beside, with the way to more.
  if (!mayDrive && link.state === "online") return null;
  const [path, worst] = worstOf(marks);
  if (worst === undefined) {
    return (
      <Shape title={t("all")}>
        <CircleCheck aria-hidden size={14} className="text-running" /> {t("saved")}
      </Shape>
    );
  }
  if (worst === "saving" || worst === "dirty") {
    return (
      <Shape title={t("waiting", { count: marks.size })}>
        {worst === "saving" ? <Spinner size={14} /> : <CircleDot aria-hidden size={14} className="text-waiting" />}{" "}
        {worst === "saving" ? t("saving") : t("unsaved")}
      </Shape>
    );
  }
  return (
    <button
      type="button"
      className="inline-flex h-7 items-center gap-1.5 rounded-md bg-failed-soft px-2 text-failed"
      onClick={() => openFiles.open(path)}
    >
      <CircleAlert aria-hidden size={14} /> {worst === "conflict" ? t("conflict") : t("failed")}
      <span className="max-w-40 truncate max-md:hidden">{t("inFile", { file: nameOf(path) })}</span>
    </button>
  );
}

function Shape({ title, children }: { title: string; children: React.ReactNode }) {
  const t = useTranslations("workspace.saved");
  return (
    <span
      role="status"
      aria-label={t("label")}
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
