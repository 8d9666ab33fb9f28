"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";

/** Makes a course and goes on to its members. */
export function NewCourseForm() {
  const t = useTranslations("courses.new");
  const router = useRouter();
  const [title, setTitle] = useState("");
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const sent = await send("POST", "/api/courses", { title });
    if (sent.ok) {
      const { value } = sent;
      const slug = value !== null && typeof value === "object" && "slug" in value ? String(value.slug) : "";
      router.push(`/courses/${encodeURIComponent(slug)}/members`);
      return;
    }
    setBusy(false);
    setRefused(sent.sentence);
  }

  return (
    <form method="post" onSubmit={create} className="flex max-w-md flex-col gap-4">
      <Field label={t("name")} error={refused} hint={t("hint")}>
        <Input
          name="title"
          size="lg"
          required
          maxLength={100}
          autoFocus
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy} className="self-start">
        {t("create")}
      </Button>
    </form>
  );
}
