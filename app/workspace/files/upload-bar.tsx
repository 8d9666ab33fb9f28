"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { IconButton } from "#app/ui/icon-button";
import { Notice } from "#app/ui/notice";
import type { Uploads } from "#app/workspace/files/uploads";

/** How far the uploads are, with the way out; what failed stays until it was read. */
export function UploadBar({ uploads }: { uploads: Uploads }) {
  const t = useTranslations("editing.upload");
  const { total, done, share, current, failures } = useStore(uploads.state);
  if (current === null && failures.length === 0) return null;
  return (
    <div className="shrink-0 border-t border-line">
      {current === null ? null : (
        <div className="px-2 py-1.5">
          <div className="flex items-center gap-2 text-sm">
            <span role="status" className="min-w-0 flex-1 truncate">
              {t("progress", { number: Math.min(done + 1, total), total, path: current })}
            </span>
            <IconButton
              size="sm"
              label={t("cancel")}
              icon={<X aria-hidden size={13} />}
              onClick={() => uploads.cancel()}
            />
          </div>
          <progress aria-label={t("title")} value={share} max={1} className="mt-1 h-1 w-full accent-accent" />
        </div>
      )}
      {failures.length === 0 ? null : (
        <Notice
          kind="error"
          className="max-h-40 overflow-auto rounded-none"
          title={t("failed", { count: failures.length })}
          action={
            <IconButton
              size="sm"
              label={t("dismiss")}
              icon={<X aria-hidden size={13} />}
              onClick={() => uploads.dismiss()}
            />
          }
        >
          <ul>
            {failures.map(({ path, sentence }) => (
              <li key={path} className="break-words">
                {path}: {sentence}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
