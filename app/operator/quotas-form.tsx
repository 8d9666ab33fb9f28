"use client";
import { type FormEvent, useState } from "react";
import type { OperatorFeed } from "#app/operator/operator-feed";
import { sizeWords } from "#app/operator/sizes";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Quotas } from "#shared/operator";

/** What may run at the same time; empty fields are no limit. */
export function QuotasForm({ feed, quotas, memory }: { feed: OperatorFeed; quotas: Quotas; memory: number }) {
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
      setOutcome({ saved: true, sentence: "Saved. It holds for everything that is started from now on." });
    } catch (error) {
      setOutcome({ saved: false, sentence: sentenceOf(error) });
    }
    setBusy(false);
  }

  return (
    <section aria-label="Quotas" className="pt-4">
      <form
        method="post"
        onSubmit={save}
        className="flex max-w-xl flex-col gap-4 rounded-lg border border-line bg-surface p-4"
      >
        <Field
          label="Running workspaces per person"
          hint="Who has reached it is told which way out there is. Empty for any number."
        >
          <Input
            type="number"
            size="lg"
            min={1}
            max={1000}
            placeholder="any number"
            value={people}
            onChange={(event) => setPeople(event.target.value)}
            className="max-w-40"
          />
        </Field>
        <Field
          label="Memory of all containers together (MB)"
          hint={`Counted by what each may use at most, so that no program is ended for want of memory. This machine has ${sizeWords(memory)}. Empty for no limit.`}
        >
          <Input
            type="number"
            size="lg"
            min={256}
            max={16_777_216}
            placeholder="no limit"
            value={megabytes}
            onChange={(event) => setMegabytes(event.target.value)}
            className="max-w-40"
          />
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" busy={busy}>
            Save
          </Button>
          <span role="status" className={outcome?.saved === false ? "text-failed" : "text-muted"}>
            {outcome?.sentence}
          </span>
        </div>
      </form>
    </section>
  );
}
