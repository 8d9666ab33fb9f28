"use client";
import { MessageSquarePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import type { Playback } from "#app/recordings/playback";
import { clockTime } from "#app/recordings/recording-times";
import { RecordingsPage } from "#app/recordings/recordings-page";
import { useReview, useSubmission } from "#app/submissions/submission-context";
import { Button } from "#app/ui/button";
import type { RecordingView } from "#shared/recordings";

/** The recordings of the student's workspace; those who teach say something about a moment. */
export function MomentsOfRuns() {
  const { submission } = useSubmission();
  const moment = useReview((state) => state.moment);
  return (
    <div className="border-x border-b border-line bg-surface p-3 max-sm:border-x-0">
      <RecordingsPage
        workspaceId={submission.workspace}
        start={moment}
        {...(submission.reviews
          ? {
              controls: (recording: RecordingView, playback: Playback) => (
                <CommentOnMoment recording={recording} playback={playback} />
              ),
            }
          : {})}
      />
    </div>
  );
}

/** Begins a remark on what is shown now; what plays, stands still meanwhile. */
function CommentOnMoment({ recording, playback }: { recording: RecordingView; playback: Playback }) {
  const t = useTranslations("submissions.feedback");
  const { desk } = useSubmission();
  const at = useStore(playback.state, (state) => state.at);
  return (
    <Button
      size="sm"
      icon={<MessageSquarePlus aria-hidden size={13} />}
      onClick={() => {
        playback.pause();
        desk.compose({ kind: "recording", recording: recording.id, title: recording.title.slice(0, 200), at });
      }}
    >
      {t("moment", { time: clockTime(at) })}
    </Button>
  );
}
