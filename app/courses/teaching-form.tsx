"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { courseApi, send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import type { CourseSettings } from "#shared/class";

/** What a lecturer decides for everybody in the course; in force when it is saved. */
export function TeachingForm({ slug, settings }: { slug: string; settings: CourseSettings }) {
  const router = useRouter();
  const [wanted, setWanted] = useState(settings);
  const [outcome, setOutcome] = useState<{ saved: boolean; sentence: string }>();
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const sent = await send("PUT", courseApi(slug, "settings"), wanted);
    setBusy(false);
    setOutcome(sent.ok ? { saved: true, sentence: "Saved." } : { saved: false, sentence: sent.sentence });
    if (sent.ok) router.refresh();
  }

  function change(part: Partial<CourseSettings>): void {
    setWanted({ ...wanted, ...part });
    setOutcome(undefined);
  }

  return (
    <form method="post" onSubmit={save} className="flex flex-col gap-4">
      <Switch
        label="Tutors may type without asking"
        hint="Without it, those who teach watch, and type only after the student has said yes. A student can stop anybody at any time, either way, and both are written down."
        checked={wanted.tutorsMayDrive}
        onChange={(tutorsMayDrive) => change({ tutorsMayDrive })}
      />
      <Switch
        label="Record terminals and consoles"
        hint="Students see a mark while they are recorded. They and those who teach the course can play the recordings."
        checked={wanted.record}
        onChange={(record) => change({ record })}
      />
      <Field label="Keep recordings for (days)" error={outcome?.saved === false ? outcome.sentence : undefined}>
        <Input
          type="number"
          min={1}
          max={365}
          required
          value={Number.isNaN(wanted.recordingDays) ? "" : wanted.recordingDays}
          onChange={(event) => change({ recordingDays: event.target.valueAsNumber })}
          className="max-w-24"
        />
      </Field>
      <div className="flex items-center gap-3">
        <Button type="submit" busy={busy}>
          Save
        </Button>
        <span role="status" className="text-sm text-muted">
          {outcome?.saved ? outcome.sentence : null}
        </span>
      </div>
    </form>
  );
}

function Switch({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-1 size-4 shrink-0 accent-(--accent)"
      />
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      </div>
    </div>
  );
}
