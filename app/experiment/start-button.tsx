import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ExperimentEntry } from "#app/_server/queries/course";
import { SubmitButton } from "#app/experiment/submit-button";
import { buttonClass } from "#app/ui/button";
import { LinkPending } from "#app/ui/link-pending";

/** The way into the experiment: on with the workspace there is, or a new one, which is the `main` action of its own page only. */
export function StartButton({
  course,
  experiment,
  main = false,
}: {
  course: string;
  experiment: ExperimentEntry;
  main?: boolean;
}) {
  const t = useTranslations("experiment.page");
  const [mine] = experiment.mine;
  if (mine) {
    return (
      <Link
        href={`/w/${mine.id}`}
        prefetch={false}
        className={buttonClass("primary", "lg")}
        aria-label={t("continueOf", { title: experiment.title })}
      >
        {t("continue")}
        <LinkPending>
          <ArrowRight aria-hidden size={16} />
        </LinkPending>
      </Link>
    );
  }
  if (!experiment.mayStart) return <span className="text-muted">{t("notStarted")}</span>;
  return (
    <form method="post" action="/api/workspaces">
      <input type="hidden" name="course" value={course} />
      <input type="hidden" name="experiment" value={experiment.slug} />
      <SubmitButton label={t("startOf", { title: experiment.title })} variant={main ? "primary" : "secondary"}>
        {t("start")}
      </SubmitButton>
    </form>
  );
}
