import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ExperimentEntry } from "#app/_server/queries/course";
import { SubmitButton } from "#app/experiment/submit-button";
import { buttonClass } from "#app/ui/button";

/** The way into the experiment: a new workspace, or on with the one there is. */
export function StartButton({ course, experiment }: { course: string; experiment: ExperimentEntry }) {
  const [mine] = experiment.mine;
  if (mine) {
    return (
      <Link href={`/w/${mine.id}`} prefetch={false} className={buttonClass("primary", "lg")} aria-label={`Continue ${experiment.title}`}>
        Continue
        <ArrowRight aria-hidden size={16} />
      </Link>
    );
  }
  if (!experiment.mayStart) return <span className="text-muted">Not started</span>;
  return (
    <form method="post" action="/api/workspaces">
      <input type="hidden" name="course" value={course} />
      <input type="hidden" name="experiment" value={experiment.slug} />
      <SubmitButton label={`Start ${experiment.title}`}>Start</SubmitButton>
    </form>
  );
}
