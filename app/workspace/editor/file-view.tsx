"use client";
import { FileWarning } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Notice } from "#app/ui/notice";
import { Waiting } from "#app/ui/waiting";
import { CodeEditor } from "#app/workspace/editor/code-editor";
import { ConflictView } from "#app/workspace/editor/conflict-view";
import type { Document } from "#app/workspace/editor/documents/open-document";
import { ImageView } from "#app/workspace/editor/image-view";
import { OtherFile } from "#app/workspace/editor/other-file";
import { PeersHere } from "#app/workspace/editor/peers/peers-here";
import { useLink, useSession } from "#app/workspace/session/session-context";

/** An open file in the form that fits it. */
export function FileView({ path, group }: { path: string; group: number }): ReactNode {
  const t = useTranslations("editing.editor");
  const actions = useTranslations("ui.actions");
  const { documents, openFiles } = useSession();
  const document = documents.get(path);
  const state = useStore(document.state);
  const online = useLink().state === "online";
  switch (state.kind) {
    case "loading":
      return <Waiting stage={t("opening", { path })} className="h-full" />;
    case "failed":
      return (
        <EmptyState
          className="h-full"
          icon={<FileWarning aria-hidden size={24} />}
          title={t("notOpened", { path })}
          action={
            <>
              <Button onClick={() => void document.load()}>{actions("tryAgain")}</Button>
              <Button onClick={() => openFiles.close(path)}>{actions("close")}</Button>
            </>
          }
        >
          {state.sentence}
        </EmptyState>
      );
    case "image":
      return <ImageView path={path} mediaType={state.mediaType} bytes={state.bytes} size={state.size} />;
    case "binary":
    case "large":
      return <OtherFile path={path} kind={state.kind} size={state.size} />;
    case "text":
      if (state.conflict !== null) return <ConflictView document={document} current={state.conflict.current} />;
      return (
        <div className="flex h-full min-h-0 flex-col">
          {state.gone && !state.dirty ? <Gone document={document} /> : null}
          {state.error !== null && online ? <NotSaved document={document} sentence={state.error} /> : null}
          <div className="relative min-h-0 flex-1">
            <PeersHere document={document} />
            <CodeEditor path={path} group={group} />
          </div>
        </div>
      );
  }
}

function Gone({ document }: { document: Document }) {
  const t = useTranslations("editing.editor");
  const actions = useTranslations("ui.actions");
  const { openFiles } = useSession();
  return (
    <Notice
      kind="warning"
      className="rounded-none"
      action={
        <div className="flex gap-2">
          <Button size="sm" onClick={() => void document.restore()}>
            {t("writeAgain")}
          </Button>
          <Button size="sm" onClick={() => openFiles.close(document.path)}>
            {actions("close")}
          </Button>
        </div>
      }
    >
      {t("gone")}
    </Notice>
  );
}

function NotSaved({ document, sentence }: { document: Document; sentence: string }) {
  const t = useTranslations("editing.editor");
  return (
    <Notice
      kind="error"
      className="rounded-none"
      action={
        <Button size="sm" onClick={() => void document.save()}>
          {t("saveAgain")}
        </Button>
      }
    >
      {t("notSaved", { reason: sentence })}
    </Notice>
  );
}
