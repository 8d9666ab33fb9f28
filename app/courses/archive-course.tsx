"use client";
import { Archive, ArchiveRestore } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { courseApi, send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";

/** Archives a course after asking, or opens it again. */
export function ArchiveCourse({ slug, title, archived }: { slug: string; title: string; archived: boolean }) {
  const t = useTranslations("courses.archive");
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function become(state: "open" | "archived"): Promise<void> {
    setBusy(true);
    const sent = await send("PATCH", courseApi(slug), { state });
    setBusy(false);
    setRefused(sent.ok ? undefined : sent.sentence);
    if (sent.ok) router.refresh();
  }

  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-prose text-muted">{t(archived ? "isArchived" : "isOpen")}</p>
      {refused ? <p className="text-sm text-failed">{refused}</p> : null}
      {archived ? (
        <Button busy={busy} icon={<ArchiveRestore aria-hidden size={14} />} onClick={() => void become("open")}>
          {t("openAgain")}
        </Button>
      ) : (
        <Button busy={busy} icon={<Archive aria-hidden size={14} />} onClick={() => setAsking(true)}>
          {t("archive")}
        </Button>
      )}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t("ask", { title })}
        description={t("askHint")}
        action={t("action")}
        danger={false}
        onConfirm={() => void become("archived")}
      />
    </div>
  );
}
