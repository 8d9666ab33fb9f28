import type { Database } from "#prisma/client";
import type { WorkspaceId } from "#shared/ids";

/** What a course says about recording. */
export interface RecordingRule {
  readonly recorded: boolean;
  /** Days that recordings are kept. */
  readonly days: number;
}

/** Which workspaces are recorded. */
export interface RecordingPolicy {
  /** As the course says it now; a workspace that does not exist is not recorded. */
  of(workspace: WorkspaceId): Promise<RecordingRule>;
}

const never: RecordingRule = { recorded: false, days: 0 };

/** The policy that lecturers set for their courses. */
export function createRecordingPolicy(database: Database): RecordingPolicy {
  return {
    async of(workspace) {
      const course = { select: { record: true, recordingDays: true } };
      const row = await database.workspace.findUnique({
        where: { id: workspace },
        select: { version: { select: { experiment: { select: { course } } } } },
      });
      if (row === null) return never;
      const { record, recordingDays } = row.version.experiment.course;
      return { recorded: record, days: recordingDays };
    },
  };
}
