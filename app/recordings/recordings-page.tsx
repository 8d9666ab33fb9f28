"use client";
import { clsx } from "clsx";
import { Clapperboard, RefreshCw } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { Playback } from "#app/recordings/playback";
import { Player } from "#app/recordings/player";
import { clockTime, moment } from "#app/recordings/recording-times";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { createLiveHttp } from "#app/workspace/connection/live-http";
import { fetchTicket } from "#app/workspace/connection/ticket";
import { RecordingList, type RecordingView, recordingPaths } from "#shared/recordings";

/** The recordings of a workspace: a list, and the one that was chosen. Looking at them joins nobody. */
export function RecordingsPage({
  workspaceId,
  start = null,
  controls,
}: {
  workspaceId: string;
  /** A moment to begin with. */
  start?: { readonly recording: string; readonly at: number } | null;
  /** Further controls of the player. */
  controls?: (recording: RecordingView, playback: Playback) => ReactNode;
}) {
  const t = useTranslations("recordings.page");
  const tryAgain = useTranslations("ui.actions")("tryAgain");
  const http = useMemo(() => createLiveHttp(async () => (await fetchTicket(workspaceId)).ticket), [workspaceId]);
  const [list, setList] = useState<RecordingList | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);

  const load = useCallback(() => {
    setFailure(null);
    http.text(recordingPaths.list).then(
      (text) => setList(RecordingList.parse(JSON.parse(text))),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  }, [http]);
  useEffect(load, [load]);
  useEffect(() => {
    if (start !== null) setChosen(start.recording);
  }, [start]);

  if (failure !== null) {
    return (
      <div role="alert" className="flex items-center gap-3 rounded-md bg-failed-soft px-3 py-2">
        <span className="flex-1">{failure}</span>
        <Button onClick={load}>{tryAgain}</Button>
      </div>
    );
  }
  if (list === null) return <Waiting stage={t("looking")} className="h-40" />;
  const shown = list.recordings.find(({ id }) => id === chosen) ?? list.recordings[0];
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2 text-muted">
        <p className="min-w-0 flex-1">{list.recorded ? t("recorded", { days: list.days }) : t("notRecorded")}</p>
        <Button icon={<RefreshCw aria-hidden size={14} />} onClick={load}>
          {t("refresh")}
        </Button>
      </div>
      {shown === undefined ? (
        <EmptyState icon={<Clapperboard aria-hidden size={24} />} title={t("none")}>
          {t("noneHint")}
        </EmptyState>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[300px_minmax(0,1fr)]">
          <ul
            aria-label={t("title")}
            className="max-h-[40dvh] overflow-auto rounded-md border border-line bg-surface lg:max-h-[78dvh]"
          >
            {list.recordings.map((recording) => (
              <Row
                key={recording.id}
                recording={recording}
                chosen={recording.id === shown.id}
                onChoose={() => setChosen(recording.id)}
              />
            ))}
          </ul>
          <Player
            key={shown.id}
            recording={shown}
            http={http}
            start={start?.recording === shown.id ? start.at : null}
            {...(controls === undefined ? {} : { controls: (playback: Playback) => controls(shown, playback) })}
          />
        </div>
      )}
    </>
  );
}

const keys = {
  terminal: { full: "terminal", empty: "emptyTerminal" },
  console: { full: "console", empty: "emptyConsole" },
} as const;

function Row({ recording, chosen, onChoose }: { recording: RecordingView; chosen: boolean; onChoose: () => void }) {
  const t = useTranslations("recordings.page");
  const language = useLocale();
  const { title, kind, startedAt, endedAt, bytes } = recording;
  const length = endedAt === undefined ? t("goingOn") : clockTime((endedAt - startedAt) / 1000);
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-current={chosen}
        onClick={onChoose}
        className={clsx("w-full px-3 py-2 text-left", chosen ? "bg-selected" : "hover:bg-hover")}
      >
        <span className="block truncate font-medium">{title}</span>
        <span className="block text-sm text-muted">
          {t(keys[kind][bytes === 0 ? "empty" : "full"], { moment: moment(startedAt, language), length })}
        </span>
      </button>
    </li>
  );
}
