"use client";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { toast } from "sonner";
import { useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { sentenceOf } from "#app/authoring/draft-desk";
import { useDraftSentence } from "#app/authoring/draft-sentences";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { hasErrors } from "#shared/authoring/draft-problems";

/** Makes the draft a version for students, after it has said what that means. */
export function PublishButton() {
  const t = useTranslations("authoring.publish");
  const { desk } = useAuthoring();
  const broken = useDesk((state) => hasErrors(state.reading.problems));
  const same = useDesk((state) => !state.changed && [...state.files.values()].every((file) => file.state === "saved"));
  const newest = useDesk((state) => state.versions[0]?.number ?? 0);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const refusal = broken ? t("mend") : same ? t("same", { number: newest }) : null;
  /** What is published is what is saved and read just now. */
  async function ask(): Promise<void> {
    setBusy(true);
    try {
      await desk.saveAll();
      await desk.refresh();
      setOpen(true);
    } catch (error) {
      toast.error(sentenceOf(error), { duration: 8000 });
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <Button
        variant="primary"
        busy={busy}
        refusal={refusal}
        icon={<Send aria-hidden size={14} className="max-sm:hidden" />}
        onClick={() => void ask()}
      >
        {t("publish")}
      </Button>
      {open ? <PublishDialog number={newest + 1} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function PublishDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const t = useTranslations("authoring.publish");
  const inWords = useDraftSentence();
  const cancel = useTranslations("ui.actions")("cancel");
  const { desk } = useAuthoring();
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const advice = useDesk((state) => state.reading.problems);
  const hidden = useDesk((state) => !state.visible);
  const form = useId();
  async function publish(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await desk.http.publish(desk.state.getState().revision, note);
      // A publication changes no file, so the draft has to be asked for whatever its revision.
      const whole = await desk.http.read(-1);
      if (whole !== null) desk.take(whole);
      toast.success(t("done", { number }));
      onClose();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { number })}
      description={number === 1 ? t("first") : t("next", { number, hidden: hidden ? "yes" : "no" })}
      footer={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {t("publish")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void publish();
        }}
      >
        <Field label={t("note")} hint={t("noteHint")}>
          <Input autoFocus maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {advice.length === 0 ? null : (
          <Notice kind="warning" title={t("advice")}>
            <ul>
              {advice.map(({ file, line, sentence }) => (
                <li key={`${file} ${line} ${sentence}`}>{inWords(sentence)}</li>
              ))}
            </ul>
          </Notice>
        )}
        {failure === null ? null : <Notice kind="error">{failure}</Notice>}
      </form>
    </Dialog>
  );
}
