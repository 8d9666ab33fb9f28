"use client";
import { FileUp } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ChangeEvent, type FormEvent, useRef, useState } from "react";
import { toast } from "sonner";
import type { MemberPlan } from "#app/_server/courses/plan-members";
import { ListPreview, usePeople } from "#app/courses/list-preview";
import { courseApi, send } from "#app/courses/send";
import { Button, buttonClass } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Notice } from "#app/ui/notice";

/** Larger files are no list of people; the server refuses them as well. */
const maxFileBytes = 200 * 1024;

/** Adds people by a list: written or opened, looked at, then carried out. */
export function AddPeople({ slug }: { slug: string }) {
  const t = useTranslations("courses.add");
  const cancel = useTranslations("ui.actions")("cancel");
  const peopleOf = usePeople();
  const router = useRouter();
  const [list, setList] = useState("");
  const [plan, setPlan] = useState<MemberPlan>();
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const file = useRef<HTMLInputElement>(null);

  function write(text: string): void {
    setList(text);
    setPlan(undefined);
    setRefused(undefined);
  }

  async function open(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [chosen] = event.target.files ?? [];
    event.target.value = "";
    if (chosen === undefined) return;
    if (chosen.size > maxFileBytes) return setRefused(t("tooLarge"));
    write(textOf(new Uint8Array(await chosen.arrayBuffer())));
  }

  async function look(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const sent = await send("POST", courseApi(slug, "members", "preview"), { list });
    setBusy(false);
    setRefused(sent.ok ? undefined : sent.sentence);
    setPlan(sent.ok ? (sent.value as MemberPlan) : undefined);
  }

  async function add(): Promise<void> {
    setBusy(true);
    const sent = await send("POST", courseApi(slug, "members"), { list });
    if (!sent.ok) {
      setBusy(false);
      return setRefused(sent.sentence);
    }
    const { planned } = sent.value as MemberPlan;
    toast(t("taken", { people: peopleOf(planned) }));
    router.push(`/courses/${slug}/members`);
    router.refresh();
  }

  const changes = plan?.planned.filter(({ step }) => step !== "keep").length ?? 0;
  return (
    <form method="post" onSubmit={look} className="flex flex-col gap-4">
      <section className="rounded-lg border border-line bg-surface p-4">
        <Field label={t("list")} hint={t("hint")}>
          <textarea
            rows={10}
            required
            spellCheck={false}
            placeholder={t("example")}
            value={list}
            onChange={(event) => write(event.target.value)}
            className="w-full rounded-md border border-line-strong bg-sunken px-2 py-1.5 font-mono text-text placeholder:text-faint"
          />
        </Field>
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <input
            ref={file}
            type="file"
            accept=".csv,.txt,.tsv,text/csv"
            hidden
            onChange={(event) => void open(event)}
          />
          <Button icon={<FileUp aria-hidden size={14} />} onClick={() => file.current?.click()}>
            {t("open")}
          </Button>
          <span className="flex-1" />
          <Button
            type="submit"
            variant={plan === undefined ? "primary" : "secondary"}
            busy={busy && plan === undefined}
          >
            {t("look")}
          </Button>
        </div>
      </section>
      {refused ? <Notice kind="error">{refused}</Notice> : null}
      {plan === undefined ? null : (
        <>
          <ListPreview plan={plan} />
          <div className="flex flex-wrap items-center justify-end gap-3">
            <Link href={`/courses/${slug}/members`} className={buttonClass("secondary", "lg")}>
              {cancel}
            </Link>
            <Button
              variant="primary"
              size="lg"
              busy={busy}
              refusal={changes === 0 ? t("nothingChanges") : null}
              onClick={() => void add()}
            >
              {t("take", { count: changes })}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** UTF-8 when it is that, else what older spreadsheets write on Windows. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
