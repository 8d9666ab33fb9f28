"use client";
import { clsx } from "clsx";
import { FileWarning, PenLine, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { AuthorConflict } from "#app/authoring/author-conflict";
import { AuthorEditor } from "#app/authoring/author-editor";
import { useActivePath, useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Notice } from "#app/ui/notice";
import { FileIcon } from "#app/workspace/files/file-icon";
import { folderOf, nameOf, sizeText } from "#app/workspace/files/file-path";

/** The open texts with their tabs. */
export function AuthorTexts() {
  const t = useTranslations("authoring.texts");
  const path = useActivePath();
  return (
    <section aria-label={t("editor")} className="flex h-full min-h-0 flex-col bg-surface">
      <Tabs />
      <div className="min-h-0 flex-1">
        {path === null ? (
          <EmptyState className="h-full" icon={<PenLine aria-hidden size={24} />} title={t("none")}>
            {t("noneHint")}
          </EmptyState>
        ) : (
          <Text path={path} />
        )}
      </div>
    </section>
  );
}

function Text({ path }: { path: string }) {
  const language = useLocale();
  const t = useTranslations("authoring.texts");
  const close = useTranslations("ui.actions")("close");
  const { desk, openFiles } = useAuthoring();
  const file = useDesk((state) => state.files.get(path));
  if (file === undefined) {
    return (
      <EmptyState
        className="h-full"
        icon={<FileWarning aria-hidden size={24} />}
        title={t("gone", { path })}
        action={<Button onClick={() => openFiles.close(path)}>{close}</Button>}
      >
        {t("goneHint")}
      </EmptyState>
    );
  }
  if (file.text === null) {
    return (
      <EmptyState
        className="h-full"
        icon={<FileWarning aria-hidden size={24} />}
        title={t("noText", { name: nameOf(path) })}
      >
        {t("noTextHint", { size: sizeText(file.seen.size, language) })}
      </EmptyState>
    );
  }
  if (file.theirs !== undefined) return <AuthorConflict path={path} theirs={file.theirs} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {file.state === "failed" ? (
        <Notice
          kind="error"
          className="rounded-none"
          action={
            <Button size="sm" onClick={() => void desk.save(path)}>
              {t("saveAgain")}
            </Button>
          }
        >
          {t("notSaved", { why: file.failure ?? "" })}
        </Notice>
      ) : null}
      <div className="min-h-0 flex-1">
        <AuthorEditor path={path} />
      </div>
    </div>
  );
}

function Tabs() {
  const t = useTranslations("authoring.texts");
  const { openFiles } = useAuthoring();
  const group = useStore(openFiles.state, ({ groups, activeGroup }) => groups.find(({ id }) => id === activeGroup));
  const files = useDesk((state) => state.files);
  const row = useRef<HTMLDivElement>(null);
  const active = group?.active ?? null;
  useEffect(() => {
    if (active !== null)
      row.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);
  if (group === undefined) return null;
  return (
    <div
      ref={row}
      role="tablist"
      aria-label={t("openFiles")}
      className="flex h-8 shrink-0 overflow-x-auto border-b border-line bg-canvas [scrollbar-width:none]"
    >
      {group.tabs.map(({ path, preview }) => {
        const state = files.get(path)?.state ?? "saved";
        const twin = group.tabs.some((other) => other.path !== path && nameOf(other.path) === nameOf(path));
        return (
          <div
            key={path}
            role="tab"
            tabIndex={path === active ? 0 : -1}
            aria-selected={path === active}
            aria-label={state === "saved" ? path : t("tab", { path, state })}
            title={path}
            onPointerDown={(event) => event.button === 0 && openFiles.activate(path, group.id)}
            onAuxClick={(event) => event.button === 1 && openFiles.close(path, group.id)}
            onDoubleClick={() => openFiles.keep(path)}
            onKeyDown={(event) => {
              if (event.key === "Enter" || event.key === " ") openFiles.activate(path, group.id);
              if (event.key === "Delete") openFiles.close(path, group.id);
              if (event.key === "ArrowRight") openFiles.step(1);
              if (event.key === "ArrowLeft") openFiles.step(-1);
            }}
            className={clsx(
              "group/tab relative flex max-w-56 shrink-0 cursor-default items-center gap-1.5 border-r border-line pr-1 pl-2.5 select-none focus-visible:-outline-offset-2",
              path === active
                ? "bg-surface text-text after:absolute after:inset-x-0 after:top-0 after:h-0.5 after:bg-accent"
                : "text-muted hover:text-text",
            )}
          >
            <FileIcon path={path} />
            <span className={clsx("min-w-0 truncate", preview && "italic", state === "conflict" && "text-failed")}>
              {nameOf(path)}
            </span>
            {twin ? <span className="min-w-0 truncate text-xs text-faint">{folderOf(path).split("/")[0]}</span> : null}
            {/* For the mouse only: a button inside a tab would confuse; Delete and Alt+W close it too. */}
            <span
              aria-hidden
              title={t("close", { name: nameOf(path) })}
              onPointerDown={(event) => event.stopPropagation()}
              onClick={() => openFiles.close(path, group.id)}
              className="relative inline-flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text"
            >
              {state === "saved" ? (
                <X aria-hidden size={13} className={path === active ? "" : "opacity-0 group-hover/tab:opacity-100"} />
              ) : (
                <span
                  className={clsx(
                    "size-2 rounded-full",
                    state === "failed" || state === "conflict" ? "bg-failed" : "bg-waiting",
                  )}
                />
              )}
            </span>
          </div>
        );
      })}
    </div>
  );
}
