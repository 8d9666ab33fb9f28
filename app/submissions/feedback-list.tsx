"use client";
import { MessageSquare, MessageSquarePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useAnchorText } from "#app/submissions/anchor-text";
import { FeedbackItem } from "#app/submissions/feedback-item";
import { inOrder } from "#app/submissions/feedback-order";
import { useReview, useSubmission } from "#app/submissions/submission-context";
import { TextArea } from "#app/submissions/text-area";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { FeedbackAnchor } from "#shared/submissions/feedback";

/** `feedbackBounds.text`, whose module would bring zod into the page. */
const longest = 4000;

/** Everything that was said, in the order of the places; those who teach add to it. */
export function FeedbackList() {
  const t = useTranslations("submissions.feedback");
  const { submission, desk } = useSubmission();
  const { feedback, result } = useReview((state) => state.review);
  const composing = useReview((state) => state.composing);
  const hidden = !submission.reviews && result.releasedAt === null;
  return (
    <section aria-labelledby="feedback" className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <h2 id="feedback" className="flex-1 text-lg font-semibold">
          {t("title")}
        </h2>
        {submission.reviews ? (
          <Button
            size="sm"
            icon={<MessageSquarePlus aria-hidden size={13} />}
            onClick={() => desk.compose({ kind: "general" })}
          >
            {t("general")}
          </Button>
        ) : null}
      </div>
      {composing === null ? null : <Composer key={JSON.stringify(composing)} anchor={composing} />}
      {feedback.length === 0 && composing === null ? (
        <p className="flex items-start gap-2 text-muted">
          <MessageSquare aria-hidden size={15} className="mt-0.5 shrink-0 text-faint" />
          {submission.reviews ? t("how") : hidden ? t("notYet") : t("none")}
        </p>
      ) : null}
      <ul className="flex flex-col gap-2">
        {inOrder(feedback).map((remark) => (
          <FeedbackItem key={remark.id} remark={remark} />
        ))}
      </ul>
    </section>
  );
}

function Composer({ anchor }: { anchor: FeedbackAnchor }) {
  const t = useTranslations("submissions.feedback");
  const { submission, desk } = useSubmission();
  const about = useAnchorText(submission.check);
  const [text, setText] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.scrollIntoView({ block: "nearest" });
  }, []);

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    await desk.add(anchor, text).catch((error: unknown) => {
      setFailure(sentenceOf(error));
      setBusy(false);
    });
  }

  return (
    <form onSubmit={add} className="flex flex-col gap-2 rounded-md border border-line-strong bg-surface p-2">
      <p className="text-sm break-words text-muted">{about(anchor)}</p>
      <TextArea
        ref={field}
        aria-label={t("field", { place: about(anchor) })}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") desk.compose(null);
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
        maxLength={longest}
        required
        rows={4}
      />
      {failure === null ? null : <Notice kind="error">{failure}</Notice>}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={() => desk.compose(null)}>
          {t("cancel")}
        </Button>
        <Button size="sm" type="submit" variant="primary" busy={busy} refusal={text.trim() === "" ? t("empty") : null}>
          {t("add")}
        </Button>
      </div>
    </form>
  );
}
