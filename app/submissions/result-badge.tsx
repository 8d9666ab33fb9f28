import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#app/ui/badge";
import type { SubmissionEntry } from "#shared/submissions/overview";

/** Points and verdict in a word; nothing when there is none. */
export function ResultBadge({ result }: { result: Pick<SubmissionEntry["result"], "points" | "maximum" | "verdict"> }) {
  const t = useTranslations("submissions.result");
  const format = useFormatter();
  const { points, maximum, verdict } = result;
  if (points === null && verdict === null) return null;
  const tone = verdict === null ? "accent" : verdict === "passed" ? "running" : "failed";
  const scored =
    points === null
      ? null
      : maximum === null
        ? t("points", { points: format.number(points) })
        : t("pointsOf", { points: format.number(points), maximum: format.number(maximum) });
  return (
    <Badge tone={tone} className="tabular-nums">
      {[verdict === null ? null : t(verdict), scored].filter((part) => part !== null).join(" · ")}
    </Badge>
  );
}
