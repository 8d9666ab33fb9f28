"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { numberIn } from "#app/submissions/number-in";
import { useSubmission } from "#app/submissions/submission-context";
import { TextArea } from "#app/submissions/text-area";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { Select } from "#app/ui/select";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { ResultView } from "#shared/submissions/feedback";

/** Points, passed or not, and a text; each may be left out. */
export function ResultForm({ result }: { result: ResultView }) {
  const t = useTranslations("submissions.result");
  const { desk } = useSubmission();
  const [points, setPoints] = useState(textOf(result.points));
  const [maximum, setMaximum] = useState(textOf(result.maximum));
  const [verdict, setVerdict] = useState(result.verdict);
  const [text, setText] = useState(result.text);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const wish = { points: numberIn(points), maximum: numberIn(maximum), verdict, text };
  const wrong = wish.points === undefined || wish.maximum === undefined;
  const changed =
    wish.points !== result.points ||
    wish.maximum !== result.maximum ||
    verdict !== result.verdict ||
    text !== result.text;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const { points: given, maximum: of } = wish;
    if (given === undefined || of === undefined || !changed) return;
    setBusy(true);
    setFailure(null);
    await desk
      .setResult({ revision: result.revision, points: given, maximum: of, verdict, text })
      .catch((error: unknown) => setFailure(sentenceOf(error)));
    setBusy(false);
  }

  return (
    <form onSubmit={save} className="flex flex-col gap-3">
      <div className="grid grid-cols-[1fr_1fr_1.4fr] gap-2">
        <Field label={t("pointsLabel")}>
          <Input inputMode="decimal" value={points} onChange={(event) => setPoints(event.target.value)} />
        </Field>
        <Field label={t("maximumLabel")}>
          <Input inputMode="decimal" value={maximum} onChange={(event) => setMaximum(event.target.value)} />
        </Field>
        <Field label={t("verdictLabel")}>
          <Select
            value={verdict ?? ""}
            onChange={({ target: { value } }) => setVerdict(value === "passed" || value === "failed" ? value : null)}
          >
            <option value="">{t("noVerdict")}</option>
            <option value="passed">{t("passed")}</option>
            <option value="failed">{t("failed")}</option>
          </Select>
        </Field>
      </div>
      <Field label={t("textLabel")} error={wrong ? t("noNumber") : undefined}>
        <TextArea value={text} onChange={(event) => setText(event.target.value)} maxLength={10_000} rows={3} />
      </Field>
      {failure === null ? null : <Notice kind="error">{failure}</Notice>}
      <div className="flex items-center justify-end gap-2">
        {result.by === null ? null : <span className="flex-1 text-sm text-muted">{t("by", { name: result.by })}</span>}
        <Button type="submit" busy={busy} refusal={wrong ? t("noNumber") : changed ? null : t("unchanged")}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function textOf(value: number | null): string {
  return value === null ? "" : String(value);
}
