"use client";
import { PenLine, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAnchorText } from "#app/submissions/anchor-text";
import { useSubmission } from "#app/submissions/submission-context";
import { TextArea } from "#app/submissions/text-area";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { IconButton } from "#app/ui/icon-button";
import { Notice } from "#app/ui/notice";
import { TimeAgo } from "#app/ui/time-ago";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { FeedbackView } from "#shared/submissions/feedback";

/** One remark: what it is about, who said it, and for its author the way to other words. */
export function FeedbackItem({ remark }: { remark: FeedbackView }) {
  const t = useTranslations("submissions.feedback");
  const { submission, desk } = useSubmission();
  const about = useAnchorText(submission.check);
  const [editing, setEditing] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function attempt(work: () => Promise<void>): Promise<void> {
    setFailure(null);
    await work().then(
      () => setEditing(null),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  }

  return (
    <li id={remark.id} className="rounded-md border border-line bg-surface px-3 py-2">
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          {remark.anchor.kind === "general" ? null : (
            <button
              type="button"
              onClick={() => desk.goTo(remark.anchor)}
              className="text-left text-sm font-medium break-words text-accent-text hover:underline"
            >
              {about(remark.anchor)}
            </button>
          )}
          <p className="text-sm text-muted">
            {t.rich("by", { name: remark.by, ago: () => <TimeAgo date={new Date(remark.at)} /> })}
            {remark.changedAt === null ? null : ` ${t("changed")}`}
          </p>
        </div>
        {remark.mine && submission.reviews ? (
          <>
            <IconButton
              size="sm"
              label={t("edit")}
              icon={<PenLine aria-hidden size={13} />}
              onClick={() => setEditing(remark.text)}
            />
            <IconButton
              size="sm"
              label={t("delete")}
              icon={<Trash2 aria-hidden size={13} />}
              onClick={() => setRemoving(true)}
            />
          </>
        ) : null}
      </div>
      {editing === null ? (
        <p className="mt-1 break-words whitespace-pre-wrap">{remark.text}</p>
      ) : (
        <form
          className="mt-1 flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(() => desk.change(remark, editing));
          }}
        >
          <TextArea
            aria-label={t("field", { place: about(remark.anchor) })}
            value={editing}
            onChange={(event) => setEditing(event.target.value)}
            maxLength={4000}
            required
            rows={4}
          />
          <div className="flex justify-end gap-2">
            <Button size="sm" onClick={() => setEditing(null)}>
              {t("cancel")}
            </Button>
            <Button size="sm" type="submit" variant="primary" refusal={editing.trim() === "" ? t("empty") : null}>
              {t("save")}
            </Button>
          </div>
        </form>
      )}
      {failure === null ? null : (
        <Notice kind="error" className="mt-2">
          {failure}
        </Notice>
      )}
      <Confirm
        open={removing}
        onOpenChange={setRemoving}
        title={t("deleteTitle")}
        description={t("deleteText")}
        action={t("delete")}
        onConfirm={() => void attempt(() => desk.remove(remark))}
      />
    </li>
  );
}
