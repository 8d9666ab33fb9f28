"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { useSession } from "#app/workspace/session/session-context";
import type { InstanceView } from "#shared/views";

/** What went wrong on this instance, and an upload that is on its way. */
export function TileNotices({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.tile");
  const ui = useTranslations("ui.actions");
  const inWords = useSentence();
  const { desk } = useSession();
  const failure = useStore(desk, (state) => state.failures[instance.name]);
  const upload = useStore(desk, (state) => state.uploads[instance.name]);
  const ended = instance.state === "failed" || instance.state === "exited" ? instance.note : undefined;
  return (
    <>
      {failure !== undefined ? (
        <div role="alert" className="flex items-start gap-2 bg-failed-soft px-2 py-1 text-sm">
          <span className="min-w-0 flex-1">{failure}</span>
          <button type="button" aria-label={t("dismiss")} onClick={() => desk.fail(instance.name, undefined)}>
            <X aria-hidden size={13} />
          </button>
        </div>
      ) : null}
      {ended !== undefined && failure === undefined ? (
        <p
          role="status"
          className={
            instance.state === "failed"
              ? "bg-failed-soft px-2 py-1 text-sm"
              : "bg-stopped-soft px-2 py-1 text-sm text-muted"
          }
        >
          {inWords(ended)}
        </p>
      ) : null}
      {upload !== undefined ? (
        <div role="status" className="flex items-center gap-2 bg-accent-soft px-2 py-1 text-sm">
          <span className="min-w-0 truncate">
            {t(upload.share < 1 ? "uploading" : "deploying", { file: upload.fileName })}
          </span>
          <progress className="h-1.5 flex-1 accent-accent" value={upload.share} max={1} aria-label={t("progress")} />
          <Button size="sm" variant="ghost" onClick={upload.cancel}>
            {ui("cancel")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
