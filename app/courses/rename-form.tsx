"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { courseApi, send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";

/** Renames a course; its address stays, so that links to it hold. */
export function RenameForm({ slug, title }: { slug: string; title: string }) {
  const t = useTranslations("courses.rename");
  const router = useRouter();
  const [wanted, setWanted] = useState(title);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const sent = await send("PATCH", courseApi(slug), { title: wanted });
    setBusy(false);
    setRefused(sent.ok ? undefined : sent.sentence);
    if (sent.ok) router.refresh();
  }

  return (
    <form method="post" onSubmit={save} className="flex max-w-xl flex-wrap items-start gap-2">
      <div className="min-w-48 flex-1">
        <Field label={t("name")} error={refused} hint={t("hint", { slug })}>
          <Input
            size="lg"
            required
            maxLength={100}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </Field>
      </div>
      <Button
        type="submit"
        size="lg"
        busy={busy}
        refusal={wanted.trim() === title ? t("same") : null}
        className="mt-6 max-sm:mt-0 max-sm:w-full"
      >
        {t("rename")}
      </Button>
    </form>
  );
}
