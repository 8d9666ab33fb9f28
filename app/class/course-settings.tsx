"use client";
import { Settings } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import type { CourseSettings } from "#shared/class";

/** What a lecturer decides for everybody in the course, behind a button. */
export function CourseSettingsButton({ slug, settings }: { slug: string; settings: CourseSettings }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="lg" icon={<Settings aria-hidden size={15} />} onClick={() => setOpen(true)}>
        Settings
      </Button>
      {open ? <SettingsDialog slug={slug} settings={settings} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function SettingsDialog({ slug, settings, onClose }: { slug: string; settings: CourseSettings; onClose: () => void }) {
  const router = useRouter();
  const form = useId();
  const [wanted, setWanted] = useState(settings);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const refused = await put(slug, wanted);
    setBusy(false);
    setFailure(refused);
    if (refused !== null) return;
    router.refresh();
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Settings of the course"
      description="They hold for everybody in it from now on; students see them in their workspace."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={save} className="flex flex-col gap-4">
        <Switch
          label="Tutors may type without asking"
          hint="Without it, those who teach watch, and type only after the student has said yes. A student can stop anybody at any time, either way, and both are written down."
          checked={wanted.tutorsMayDrive}
          onChange={(tutorsMayDrive) => setWanted({ ...wanted, tutorsMayDrive })}
        />
        <Switch
          label="Record terminals and consoles"
          hint="Students see a mark while they are recorded. They and those who teach the course can play the recordings."
          checked={wanted.record}
          onChange={(record) => setWanted({ ...wanted, record })}
        />
        <Field label="Keep recordings for (days)" error={failure ?? undefined}>
          <Input
            type="number"
            min={1}
            max={365}
            required
            value={Number.isNaN(wanted.recordingDays) ? "" : wanted.recordingDays}
            onChange={(event) => setWanted({ ...wanted, recordingDays: event.target.valueAsNumber })}
            className="max-w-24"
          />
        </Field>
      </form>
    </Dialog>
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

/** Answers why it was refused, or null. */
async function put(slug: string, settings: CourseSettings): Promise<string | null> {
  try {
    const response = await fetch(`/api/courses/${encodeURIComponent(slug)}/settings`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(settings),
    });
    if (response.ok) return null;
    const body: unknown = await response.json();
    const known = body !== null && typeof body === "object" && "sentence" in body;
    return known ? String(body.sentence) : "The server could not save this. Try again in a moment.";
  } catch {
    return "The server cannot be reached. Try again in a moment.";
  }
}
