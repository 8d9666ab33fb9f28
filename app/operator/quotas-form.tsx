"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { OperatorFeed } from "#app/operator/operator-feed";
import { useSizes } from "#app/operator/sizes";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Quotas } from "#shared/operator";

/** What may run at the same time; empty fields are no limit. */
export function QuotasForm({ feed, quotas, memory }: { feed: OperatorFeed; quotas: Quotas; memory: number }) {
  const t = useTranslations("operator.quotas");
  const saveWord = useTranslations("ui.actions")("save");
  const { sizeWords } = useSizes();
  const [people, setPeople] = useState(quotas.workspacesPerPerson?.toString() ?? "");
  const [megabytes, setMegabytes] = useState(quotas.memoryMegabytes?.toString() ?? "");
  const [outcome, setOutcome] = useState<{ saved: boolean; sentence: string }>();
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await feed.ask("operator:quotas", {
        workspacesPerPerson: people === "" ? null : Number(people),
        memoryMegabytes: megabytes === "" ? null : Number(megabytes),
      });
      setOutcome({ saved: true, sentence: t("saved") });
    } catch (error) {
      setOutcome({ saved: false, sentence: sentenceOf(error) });
    }
    setBusy(false);
  }

  return (
    <section aria-label={t("title")} className="pt-4">
      <form
        method="post"
        onSubmit={save}
        className="flex max-w-xl flex-col gap-4 rounded-lg border border-line bg-surface p-4"
      >
        <Field label={t("people")} hint={t("peopleHint")}>
          <Input
            type="number"
            size="lg"
            min={1}
            max={1000}
            placeholder={t("anyNumber")}
            value={people}
            onChange={(event) => setPeople(event.target.value)}
            className="max-w-40"
          />
        </Field>
        <Field label={t("memory")} hint={t("memoryHint", { size: sizeWords(memory) })}>
          <Input
            type="number"
            size="lg"
            min={256}
            max={16_777_216}
            placeholder={t("noLimit")}
            value={megabytes}
            onChange={(event) => setMegabytes(event.target.value)}
            className="max-w-40"
          />
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" busy={busy}>
            {saveWord}
          </Button>
          <span role="status" className={outcome?.saved === false ? "text-failed" : "text-muted"}>
            {outcome?.sentence}
          </span>
        </div>
      </form>
    </section>
  );
}
