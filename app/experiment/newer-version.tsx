import Link from "next/link";
import type { ExperimentEntry } from "#app/_server/queries/course";
import { SubmitButton } from "#app/experiment/submit-button";
import { Notice } from "#app/ui/notice";

/** Says when one's workspace was begun with an older version, and offers the newest beside it; names older ones that are kept. */
export function NewerVersion({ course, experiment }: { course: string; experiment: ExperimentEntry }) {
  const [mine, ...older] = experiment.mine;
  if (mine === undefined) return null;
  if (mine.version < experiment.version.number && experiment.mayStart) {
    return (
      <Notice
        className="mb-5"
        title={`Your workspace began with version ${mine.version}; version ${experiment.version.number} is out.`}
        action={
          <form method="post" action="/api/workspaces">
            <input type="hidden" name="course" value={course} />
            <input type="hidden" name="experiment" value={experiment.slug} />
            <SubmitButton label="Start the new version" variant="secondary">
              Start version {experiment.version.number}
            </SubmitButton>
          </form>
        }
      >
        The sheet below is the new one. Starting it makes a second workspace; the one you have stays as it is.
      </Notice>
    );
  }
  if (older.length === 0) return null;
  return (
    <p className="mb-5 text-muted">
      Kept from before:{" "}
      {older.map((workspace, index) => (
        <span key={workspace.id}>
          {index > 0 ? ", " : null}
          <Link href={`/w/${workspace.id}`} prefetch={false} className="text-accent-text underline underline-offset-2">
            your workspace of version {workspace.version}
          </Link>
        </span>
      ))}
      .
    </p>
  );
}
