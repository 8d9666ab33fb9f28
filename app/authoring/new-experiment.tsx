"use client";
import { FilePlus2, FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useRef, useState } from "react";
import { z } from "zod";
import { sentenceOf } from "#app/authoring/draft-desk";
import { callJson, send } from "#app/authoring/draft-http";
import { useDraftLanguage, useDraftSentence } from "#app/authoring/draft-sentences";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { type ImportLine, ImportReport } from "#shared/authoring/draft";

/** An experiment that can be copied. */
export interface Source {
  readonly slug: string;
  readonly title: string;
}

const Created = z.object({ slug: z.string() });
/** Begins an experiment, behind a button. */
export function NewExperimentButton({
  course,
  sources,
  variant = "secondary",
}: {
  course: string;
  sources: readonly Source[];
  variant?: "primary" | "secondary";
}) {
  const t = useTranslations("experiment.new");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} size="lg" icon={<FilePlus2 aria-hidden size={15} />} onClick={() => setOpen(true)}>
        {t("button")}
      </Button>
      {open ? <NewExperimentDialog course={course} sources={sources} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Asks for a title and what to begin with; `copyOf` has chosen already. */
export function NewExperimentDialog({
  course,
  sources,
  copyOf,
  onClose,
}: {
  course: string;
  sources: readonly Source[];
  copyOf?: string;
  onClose: () => void;
}) {
  const t = useTranslations("experiment.new");
  const cancel = useTranslations("ui.actions")("cancel");
  const router = useRouter();
  const form = useId();
  const [title, setTitle] = useState(copyOf === undefined ? "" : t("copy", { title: sources[0]?.title ?? copyOf }));
  const [source, setSource] = useState(copyOf ?? "");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [imported, setImported] = useState<ImportReport | null>(null);
  const address = `/api/courses/${encodeURIComponent(course)}/experiments`;
  const edit = (slug: string) => router.push(`/courses/${course}/${slug}/edit`);
  async function attempt(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  }
  const create = () =>
    attempt(async () => {
      const wanted = { title, ...(source === "" ? {} : { copyOf: source }) };
      edit((await callJson("POST", address, Created, wanted)).slug);
    });
  const take = (file: File) =>
    attempt(async () => {
      const answer = ImportReport.parse(await (await send("POST", `${address}/import`, file)).json());
      if (answer.leftOut.length + answer.notes.length + answer.problems.length === 0) edit(answer.slug);
      else setImported(answer);
    });
  if (imported !== null) return <ImportDialog imported={imported} onClose={() => edit(imported.slug)} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(copyOf === undefined ? "button" : "duplicateTitle")}
      description={t("what")}
      footer={
        <>
          {copyOf === undefined ? <ImportButton busy={busy} onFile={(file) => void take(file)} /> : null}
          <span className="flex-1" />
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" form={form} variant="primary" busy={busy} disabled={title.trim() === ""}>
            {t(copyOf === undefined ? "create" : "duplicate")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() !== "") void create();
        }}
      >
        <Field label={t("title")} hint={t("titleHint")}>
          <Input autoFocus maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        {copyOf === undefined ? (
          <Field label={t("begin")}>
            <select
              value={source}
              onChange={(event) => setSource(event.target.value)}
              className="h-7 rounded-md border border-line-strong bg-sunken px-2"
            >
              <option value="">{t("template")}</option>
              {sources.map(({ slug, title: name }) => (
                <option key={slug} value={slug}>
                  {t("copyOf", { title: name })}
                </option>
              ))}
            </select>
          </Field>
        ) : null}
        {failure === null ? null : <Notice kind="error">{failure}</Notice>}
      </form>
    </Dialog>
  );
}

function ImportButton({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const t = useTranslations("experiment.new");
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button disabled={busy} icon={<FileUp aria-hidden size={14} />} onClick={() => picker.current?.click()}>
        {t("import")}
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".zip,.yaml,.yml,application/zip"
        hidden
        aria-label={t("file")}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}

/** What an import left out, and what is to be mended. */
function ImportDialog({ imported, onClose }: { imported: ImportReport; onClose: () => void }) {
  const t = useTranslations("experiment.new");
  const translated = useSentence();
  const inWords = useDraftSentence();
  useDraftLanguage();
  const { leftOut, notes, problems } = imported;
  const lineText = ({ file, line, sentence }: ImportLine) => t("line", { file, line, sentence: inWords(sentence) });
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("imported")}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("open")}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <List title={t("problems", { count: problems.length })} of={problems.map(lineText)} />
        <List title={t("notes")} of={notes.map(lineText)} />
        <List title={t("leftOut")} of={leftOut.map(translated)} />
      </div>
    </Dialog>
  );
}

function List({ title, of }: { title: string; of: readonly string[] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-medium">{title}</h3>
      <ul className="max-h-48 overflow-y-auto rounded-md border border-line bg-sunken px-3 py-2">
        {of.map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}
