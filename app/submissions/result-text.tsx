import { useTranslations } from "next-intl";
import { ResultBadge } from "#app/submissions/result-badge";
import type { ResultView } from "#shared/submissions/feedback";

/** A result as its student reads it. */
export function ResultText({ result }: { result: ResultView }) {
  const t = useTranslations("submissions.result");
  if (result.points === null && result.verdict === null && result.text === "") return null;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <ResultBadge result={result} />
        {result.by === null ? null : <span className="text-sm text-muted">{t("by", { name: result.by })}</span>}
      </p>
      {result.text === "" ? null : <p className="break-words whitespace-pre-wrap">{result.text}</p>}
    </div>
  );
}
