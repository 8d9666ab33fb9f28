"use client";
import { LogIn } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";

/** Joins the course whose code one has; `code` is what a link brought along. */
export function JoinForm({ code = "", main = false }: { code?: string; main?: boolean }) {
  const t = useTranslations("courses.join");
  const router = useRouter();
  const [typed, setTyped] = useState(code);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function join(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const sent = await send("POST", "/api/join", { code: typed });
    if (sent.ok) {
      const { value } = sent;
      const slug = value !== null && typeof value === "object" && "slug" in value ? String(value.slug) : "";
      router.push(`/courses/${encodeURIComponent(slug)}`);
      router.refresh();
      return;
    }
    setBusy(false);
    setRefused(sent.sentence);
  }

  return (
    <form onSubmit={join} method="post" className="flex max-w-md flex-wrap items-start gap-x-2 gap-y-3">
      <div className="min-w-48 flex-1">
        <Field label={t("code")} error={refused} hint={code === "" ? t.rich("hint", { code: nowrap }) : undefined}>
          <Input
            name="code"
            size="lg"
            required
            maxLength={40}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className="font-mono tracking-wider"
          />
        </Field>
      </div>
      <Button
        type="submit"
        variant={main ? "primary" : "secondary"}
        size="lg"
        busy={busy}
        icon={<LogIn aria-hidden size={15} />}
        autoFocus={code !== ""}
        className="mt-6 max-sm:mt-0 max-sm:w-full"
      >
        {t("join")}
      </Button>
    </form>
  );
}

function nowrap(code: ReactNode): ReactNode {
  return <span className="whitespace-nowrap">{code}</span>;
}
