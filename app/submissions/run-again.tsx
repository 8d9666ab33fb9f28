"use client";
import { ExternalLink, Play, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import type { SubmissionView } from "#app/_server/queries/submission";
import { makeCopy, removeCopy } from "#app/submissions/submission-http";
import { Button, buttonClass } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { sentenceOf } from "#app/workspace/connection/call-error";

/** A workspace of the reader's own that begins with what was handed in: made, opened, removed. */
export function RunAgain({ submission }: { submission: SubmissionView }) {
  const t = useTranslations("submissions.copy");
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState(false);
  if (!submission.reviews) return null;

  async function attempt(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    await work().catch((error: unknown) => toast.error(sentenceOf(error), { duration: 8000 }));
    setBusy(false);
  }

  if (submission.copy === null) {
    return (
      <Button
        size="lg"
        busy={busy}
        refusal={submission.course.archived ? t("archived") : null}
        title={t("text")}
        icon={<Play aria-hidden size={14} />}
        onClick={() => void attempt(async () => router.push(`/w/${await makeCopy(submission.id)}`))}
      >
        {t("make")}
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="lg" busy={busy} icon={<Trash2 aria-hidden size={14} />} onClick={() => setRemoving(true)}>
        {t("remove")}
      </Button>
      <a href={`/w/${submission.copy}`} className={buttonClass("secondary", "lg")}>
        <ExternalLink aria-hidden size={14} />
        {t("open")}
      </a>
      <Confirm
        open={removing}
        onOpenChange={setRemoving}
        title={t("removeTitle")}
        description={t("removeText")}
        action={t("remove")}
        onConfirm={() =>
          void attempt(async () => {
            await removeCopy(submission.id);
            router.refresh();
          })
        }
      />
    </div>
  );
}
