"use client";
import { Download, Pause, Play, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { parseCast } from "#app/recordings/cast";
import { createPlayback, type Frames, type Playback, type Speed, speeds } from "#app/recordings/playback";
import { clockTime } from "#app/recordings/recording-times";
import { IconButton } from "#app/ui/icon-button";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { LiveHttp } from "#app/workspace/connection/live-http";
import { type RecordingView, recordingPaths } from "#shared/recordings";

/** Seconds that an arrow key moves. */
const step = 5;

/** Plays one recording; another one is another player. */
export function Player({
  recording,
  http,
  start = null,
  controls,
}: {
  recording: RecordingView;
  http: LiveHttp;
  /** The second to begin at. */
  start?: number | null;
  controls?: (playback: Playback) => ReactNode;
}) {
  const t = useTranslations("recordings.player");
  const place = useRef<HTMLDivElement>(null);
  const [playback, setPlayback] = useState<Playback | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const path = `${recordingPaths.cast}?id=${recording.id}`;

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const ends: (() => void)[] = [];
    let gone = false;
    async function load(into: HTMLElement): Promise<void> {
      const [text, { openPlayerScreen }] = await Promise.all([
        http.text(path),
        import("#app/recordings/open-player-screen"),
        document.fonts.load('13px "JetBrains Mono"'),
      ]);
      if (gone) return;
      const screen = openPlayerScreen(into);
      const own = createPlayback(parseCast(text), screen, animationFrames);
      const observer = new ResizeObserver(() => screen.fit(into.clientWidth));
      observer.observe(into);
      ends.push(own.dispose, () => observer.disconnect(), screen.dispose);
      setPlayback(own);
    }
    load(element).catch((error: unknown) => setFailure(sentenceOf(error)));
    return () => {
      gone = true;
      for (const end of ends) end();
    };
  }, [http, path]);
  useEffect(() => {
    if (playback !== null && start !== null) playback.seek(start);
  }, [playback, start]);

  return (
    <section aria-label={t("of", { title: recording.title })} className="flex min-w-0 flex-col">
      <div className="relative min-h-64 rounded-t-md border border-line bg-surface">
        <div ref={place} className="max-h-[70dvh] overflow-auto" />
        {playback === null && failure === null ? <Waiting stage={t("loading")} className="absolute inset-0" /> : null}
        {failure !== null ? (
          <p role="alert" className="absolute inset-x-0 top-0 bg-failed-soft px-3 py-2">
            {failure}
          </p>
        ) : null}
      </div>
      {playback !== null ? (
        <Controls
          playback={playback}
          more={controls?.(playback)}
          onDownload={() =>
            void http
              .download(path, `${recording.title.replaceAll(/[^\w.-]+/g, "-")}.cast`)
              .catch((error: unknown) => setFailure(sentenceOf(error)))
          }
        />
      ) : null}
    </section>
  );
}

function Controls({ playback, more, onDownload }: { playback: Playback; more: ReactNode; onDownload: () => void }) {
  const t = useTranslations("recordings.player");
  const { at, playing, speed, skipsIdle, mark } = useStore(playback.state);
  const atEnd = at >= playback.duration;
  const toggle = () => (playing ? playback.pause() : playback.play());
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-b-md border border-t-0 border-line bg-raised px-2 py-1.5">
      <IconButton
        label={t(playing ? "pause" : atEnd ? "again" : "play")}
        onClick={toggle}
        icon={
          playing ? (
            <Pause aria-hidden size={16} />
          ) : atEnd && playback.duration > 0 ? (
            <RotateCcw aria-hidden size={16} />
          ) : (
            <Play aria-hidden size={16} />
          )
        }
      />
      <input
        type="range"
        aria-label={t("position")}
        aria-valuetext={t("at", { now: clockTime(at), all: clockTime(playback.duration) })}
        min={0}
        max={playback.duration}
        step="any"
        value={at}
        onChange={(event) => playback.seek(Number(event.target.value))}
        onKeyDown={(event) => {
          if (event.key === " ") toggle();
          else if (event.key === "ArrowLeft") playback.seek(at - step);
          else if (event.key === "ArrowRight") playback.seek(at + step);
          else return;
          event.preventDefault();
        }}
        className="min-w-40 flex-1 accent-(--accent)"
      />
      <span className="text-sm text-muted tabular-nums">
        {clockTime(at)} / {clockTime(playback.duration)}
      </span>
      <fieldset className="flex items-center rounded-md border border-line">
        <legend className="sr-only">{t("speed")}</legend>
        {speeds.map((one: Speed) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === speed}
            onClick={() => playback.setSpeed(one)}
            className={`h-6 px-2 text-sm ${one === speed ? "bg-selected text-accent-text" : "text-muted hover:bg-hover"}`}
          >
            {one}×
          </button>
        ))}
      </fieldset>
      <label className="flex items-center gap-1.5 text-sm text-muted">
        <input
          type="checkbox"
          checked={skipsIdle}
          onChange={(event) => playback.setSkipsIdle(event.target.checked)}
          className="accent-(--accent)"
        />
        {t("skip")}
      </label>
      {more}
      <IconButton label={t("download")} icon={<Download aria-hidden size={15} />} onClick={onDownload} />
      {mark !== null ? (
        <p role="status" className="basis-full text-sm text-waiting">
          {mark}
        </p>
      ) : null}
    </div>
  );
}

const animationFrames: Frames = (frame) => {
  let last = performance.now();
  let id = requestAnimationFrame(next);
  function next(now: number): void {
    const elapsed = Math.max(0, now - last);
    last = now;
    id = requestAnimationFrame(next);
    frame(elapsed);
  }
  return () => cancelAnimationFrame(id);
};
