"use client";
import { Package } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { TimeAgo } from "#app/workspace/builds/time-ago";
import { sizeText } from "#app/workspace/files/file-path";
import type { ArtifactView } from "#shared/views";

/** The first digits tell two builds apart; the whole is in the tooltip. */
const shownDigits = 8;

/** What a build made: name, size, hash, time. */
export function ArtifactList({ artifacts }: { artifacts: readonly ArtifactView[] }) {
  const t = useTranslations("editing.build");
  const language = useLocale();
  if (artifacts.length === 0) return null;
  return (
    <ul
      aria-label={t("artifacts")}
      className="flex max-h-24 shrink-0 flex-col gap-0.5 overflow-auto border-t border-line bg-sunken px-3 py-1.5"
    >
      {artifacts.map((artifact) => (
        <li key={artifact.id} className="flex items-center gap-3 text-sm">
          <Package aria-hidden size={14} className="shrink-0 text-running" />
          <span className="min-w-0 truncate font-medium" title={artifact.path}>
            {artifact.path}
          </span>
          <span className="shrink-0 text-muted tabular-nums">{sizeText(artifact.size, language)}</span>
          <code className="shrink-0 text-muted" title={`SHA-256 ${artifact.sha256}`}>
            {artifact.sha256.slice(0, shownDigits)}…
          </code>
          <span className="ml-auto shrink-0 text-faint">
            <TimeAgo time={artifact.createdAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
