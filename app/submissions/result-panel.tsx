"use client";
import { Send, Undo2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ResultForm } from "#app/submissions/result-form";
import { ResultText } from "#app/submissions/result-text";
import { useReview, useSubmission } from "#app/submissions/submission-context";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";
import { sentenceOf } from "#app/workspace/connection/call-error";

/** The result: written and released by those who teach, read by the student once it is released. */
export function ResultPanel() {
  const t = useTranslations("submissions.result");
  const { submission } = useSubmission();
  const result = useReview((state) => state.review.result);
  const said = result.points !== null || result.verdict !== null || result.text !== "";
  if (!submission.reviews) {
    if (!said) return null;
    return (
      <section aria-labelledby="result" className="rounded-md border border-line bg-surface p-3">
        <h2 id="result" className="mb-1 text-lg font-semibold">
          {t("title")}
        </h2>
        <ResultText result={result} />
      </section>
    );
  }
  return (
    <section aria-labelledby="result" className="flex flex-col gap-3 rounded-md border border-line bg-surface p-3">
      <div className="flex items-center gap-2">
        <h2 id="result" className="flex-1 text-lg font-semibold">
          {t("title")}
        </h2>
        <Badge tone={result.releasedAt === null ? "neutral" : "running"}>
          {result.releasedAt === null ? t("draft") : t("released")}
        </Badge>
      </div>
      <ResultForm key={result.revision} result={result} />
      <Release />
    </section>
  );
}

/** Shows everything to the student at once, or hides it again. */
function Release() {
  const t = useTranslations("submissions.result");
  const format = useFormatter();
  const { desk } = useSubmission();
  const releasedAt = useReview((state) => state.review.result.releasedAt);
  const remarks = useReview((state) => state.review.feedback.length);
  const said = useReview(
    ({ review: { result } }) => result.points !== null || result.verdict !== null || result.text !== "",
  );
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function release(released: boolean): Promise<void> {
    setBusy(true);
    setFailure(null);
    await desk.setReleased(released).catch((error: unknown) => setFailure(sentenceOf(error)));
    setBusy(false);
  }

  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      <p className="text-sm text-muted">
        {releasedAt === null
          ? t("releaseText", { count: remarks })
          : t("releasedText", { time: format.dateTime(releasedAt, { dateStyle: "medium", timeStyle: "short" }) })}
      </p>
      {failure === null ? null : <Notice kind="error">{failure}</Notice>}
      {releasedAt === null ? (
        <Button
          variant="primary"
          busy={busy}
          refusal={said || remarks > 0 ? null : t("nothingSaid")}
          icon={<Send aria-hidden size={14} />}
          onClick={() => void release(true)}
        >
          {t("release")}
        </Button>
      ) : (
        <Button busy={busy} icon={<Undo2 aria-hidden size={14} />} onClick={() => void release(false)}>
          {t("takeBack")}
        </Button>
      )}
    </div>
  );
}
