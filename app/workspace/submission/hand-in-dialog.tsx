"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Notice } from "#app/ui/notice";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { useSession } from "#app/workspace/session/session-context";
import { AnswerFields } from "#app/workspace/submission/answer-fields";
import { HandInFacts } from "#app/workspace/submission/hand-in-facts";
import { createAnswerMemory, type KeptAnswers } from "#app/workspace/submission/kept-answers";
import { useSubmissions } from "#app/workspace/submission/submission-context";
import type { HandInPlan } from "#shared/submissions/submission";

/** The dialog while somebody hands in. */
export function HandInDialogs() {
  const { standing, store } = useSubmissions();
  const open = useStore(store, ({ handingIn }) => handingIn);
  return open && standing === "may" ? <HandInDialog onClose={() => store.setState({ handingIn: false })} /> : null;
}

/** What is handed in and what speaks against it, the questions of the experiment, and the button. */
function HandInDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("submissions.handIn");
  const { connection, documents, panels, workspaceId } = useSession();
  const { store } = useSubmissions();
  const form = useId();
  const memory = useMemo(() => createAnswerMemory(localStorage, workspaceId), [workspaceId]);
  const [plan, setPlan] = useState<HandInPlan | null>(null);
  const [said, setSaid] = useState<KeptAnswers>({ answers: {}, comment: "" });
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Tried again after a lost answer it is still the same handing in.
  const key = useRef(newKey());

  useEffect(() => {
    async function look(): Promise<void> {
      // What cannot be saved is said in the dialog.
      await documents.saveAll().catch(() => undefined);
      const found = await connection.call("submission:plan", {});
      setPlan(found);
      setSaid(memory.read() ?? lastSaid(found));
    }
    look().catch((error: unknown) => setFailure(sentenceOf(error)));
  }, [connection, documents, memory]);

  function say(next: KeptAnswers): void {
    setSaid(next);
    memory.write(next);
  }

  async function handIn(): Promise<void> {
    if (plan === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const answers = plan.questions.map(({ id }) => ({ id, answer: said.answers[id] ?? "" }));
      const { number } = await connection.call("submission:hand-in", {
        ...{ key: key.current, answers, comment: said.comment },
      });
      memory.forget();
      onClose();
      await store.load();
      panels.show("submission");
      toast.success(t("done", { number }));
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  const missing = plan?.questions.filter(({ id, required }) => required && !said.answers[id]?.trim()).length ?? 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title")}
      description={t("description")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={busy}
            disabled={plan === null}
            refusal={missing > 0 ? t("missing", { count: missing }) : null}
          >
            {plan?.late ? t("submitLate") : t("submit")}
          </Button>
        </>
      }
    >
      {plan === null && failure === null ? <Waiting stage={t("looking")} className="h-32" /> : null}
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === 0) void handIn();
        }}
      >
        {plan === null ? null : (
          <>
            <HandInFacts plan={plan} onClose={onClose} />
            <AnswerFields questions={plan.questions} said={said} onSay={say} />
          </>
        )}
        {failure === null ? null : <Notice kind="error">{failure}</Notice>}
      </form>
    </Dialog>
  );
}

function lastSaid({ last }: HandInPlan): KeptAnswers {
  return {
    answers: Object.fromEntries(last?.answers.map(({ id, answer }) => [id, answer]) ?? []),
    comment: last?.comment ?? "",
  };
}

/** Pages in the lab come over plain http too, where browsers have no `crypto.randomUUID`. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
