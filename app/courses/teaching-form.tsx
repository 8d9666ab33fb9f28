"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { courseApi, send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import type { CourseSettings } from "#shared/class";

/** What a lecturer decides for everybody in the course; in force when it is saved. */
export function TeachingForm({ slug, settings }: { slug: string; settings: CourseSettings }) {
  const t = useTranslations("courses.teaching");
  const saveWord = useTranslations("ui.actions")("save");
  const router = useRouter();
  const [wanted, setWanted] = useState(settings);
  const [outcome, setOutcome] = useState<{ saved: boolean; sentence: string }>();
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const sent = await send("PUT", courseApi(slug, "settings"), wanted);
    setBusy(false);
    setOutcome(sent.ok ? { saved: true, sentence: t("saved") } : { saved: false, sentence: sent.sentence });
    if (sent.ok) router.refresh();
  }

  function change(part: Partial<CourseSettings>): void {
    setWanted({ ...wanted, ...part });
    setOutcome(undefined);
  }

  return (
    <form method="post" onSubmit={save} className="flex flex-col gap-4">
      <Switch
        label={t("drive")}
        hint={t("driveHint")}
        checked={wanted.tutorsMayDrive}
        onChange={(tutorsMayDrive) => change({ tutorsMayDrive })}
      />
      <Switch
        label={t("record")}
        hint={t("recordHint")}
        checked={wanted.record}
        onChange={(record) => change({ record })}
      />
      <Field label={t("days")} error={outcome?.saved === false ? outcome.sentence : undefined}>
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
          {saveWord}
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
