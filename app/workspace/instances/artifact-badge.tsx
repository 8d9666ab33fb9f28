"use client";
import { Lock } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { regions } from "#app/i18n/languages";
import { Badge } from "#app/ui/badge";
import type { InstanceView } from "#shared/views";

/** Which build is deployed here, and whether the sources have moved on since. */
export function ArtifactBadge({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.instances");
  const language = useLocale();
  const { artifact, locked, stale } = instance;
  if (locked) {
    return (
      <Badge className="min-w-0 shrink-[1000] overflow-hidden" title={t("lecturersHint")}>
        <Lock aria-hidden size={11} /> <span className="hidden @min-[460px]:inline">{t("lecturers")}</span>
      </Badge>
    );
  }
  if (artifact === undefined) return null;
  const { name, build, sha256, createdAt } = artifact;
  const origin = build === undefined ? t("uploaded") : t("build", { number: build.number });
  const facts = [name, sha256.slice(0, 8), new Date(createdAt).toLocaleString(regions[language])].join(", ");
  return (
    <Badge
      className="min-w-0 shrink-[1000]"
      tone={stale ? "waiting" : "neutral"}
      title={stale ? t("sourcesNewer", { what: facts }) : facts}
    >
      <span className="truncate">{stale ? t("stale", { what: origin }) : origin}</span>
    </Badge>
  );
}
