import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ExperimentEntry } from "#app/_server/queries/course";
import { SubmitButton } from "#app/experiment/submit-button";
import { Notice } from "#app/ui/notice";

/** Says when one's workspace was begun with an older version, and offers the newest beside it; names older ones that are kept. */
export function NewerVersion({ course, experiment }: { course: string; experiment: ExperimentEntry }) {
  const t = useTranslations("experiment.newer");
  const [mine, ...older] = experiment.mine;
  if (mine === undefined) return null;
  if (mine.version < experiment.version.number && experiment.mayStart) {
    return (
      <Notice
        className="mb-5"
        title={t("title", { mine: mine.version, newest: experiment.version.number })}
        action={
          <form method="post" action="/api/workspaces">
            <input type="hidden" name="course" value={course} />
            <input type="hidden" name="experiment" value={experiment.slug} />
            <SubmitButton label={t("start")} variant="secondary">
              {t("startNumber", { number: experiment.version.number })}
            </SubmitButton>
          </form>
        }
      >
        {t("what")}
      </Notice>
    );
  }
  if (older.length === 0) return null;
  return (
    <p className="mb-5 text-muted">
      {t.rich("kept", {
        workspaces: () =>
          older.map((workspace, index) => (
            <span key={workspace.id}>
              {index > 0 ? ", " : null}
              <Link
                href={`/w/${workspace.id}`}
                prefetch={false}
                className="text-accent-text underline underline-offset-2"
              >
                {t("workspace", { version: workspace.version })}
              </Link>
            </span>
          )),
      })}
    </p>
  );
}
