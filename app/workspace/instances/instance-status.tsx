"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useSentence } from "#app/i18n/sentences";
import { StateMark } from "#app/ui/state-mark";
import { duration, Elapsed } from "#app/workspace/topbar/elapsed";
import { isLive } from "#shared/states";
import type { InstanceView } from "#shared/views";

/** The state as mark and word, how long it runs, how it ended, or the stage of a wait. */
export function InstanceStatus({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.tile");
  return (
    <span
      role="status"
      aria-label={t("stateOf", { name: instance.name })}
      className="flex min-w-0 items-center gap-1.5 overflow-hidden text-sm"
    >
      <StateMark state={instance.state} word />
      <Detail instance={instance} />
    </span>
  );
}

function Detail({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.tile");
  const language = useLocale();
  const inWords = useSentence();
  const { state, run } = instance;
  const note = instance.note === undefined ? undefined : inWords(instance.note);
  if (state === "starting" || state === "stopping") {
    return note === undefined ? null : (
      <span className="min-w-0 truncate text-muted" title={note}>
        {note}
      </span>
    );
  }
  if (run === undefined) return null;
  if (isLive(state)) {
    return (
      <span className="shrink-0 text-muted">
        <Uptime from={run.startedAt} />
        {instance.health === "none" || instance.health === "healthy" ? null : (
          <span className={instance.health === "unhealthy" ? "text-failed" : "text-waiting"}>
            {" "}
            · {instance.health === "unhealthy" ? t("healthUnhealthy") : t("healthStarting")}
          </span>
        )}
        {instance.restarts > 0 ? ` · ${t("restarted", { count: instance.restarts })}` : ""}
      </span>
    );
  }
  if (state !== "exited" && state !== "failed") return null;
  const ran = run.endedAt === undefined ? "" : t("ran", { time: duration(run.endedAt - run.startedAt, language) });
  const code = run.exitCode === undefined ? "" : t("code", { code: run.exitCode });
  return (
    <span className="shrink-0 text-muted" title={[inWords(run.reason ?? ""), ran].filter(Boolean).join(" · ")}>
      <span className={state === "failed" ? "font-medium text-failed" : ""}>
        {run.signal === undefined && run.exitCode !== undefined ? <span className="sr-only">{t("exit")} </span> : null}
        {run.signal ?? code}
      </span>
      <span className="hidden @min-[560px]:inline">{ran === "" ? "" : ` · ${ran}`}</span>
    </span>
  );
}

/** Hours, minutes and seconds since a moment, every second. */
function Uptime({ from }: { from: number }) {
  const [young, setYoung] = useState(() => Date.now() - from < 10_000);
  useEffect(() => {
    if (!young) return;
    const timer = setTimeout(() => setYoung(false), Math.max(0, from + 10_000 - Date.now()));
    return () => clearTimeout(timer);
  }, [young, from]);
  return young ? <Elapsed from={from} /> : <Clock from={from} />;
}

function Clock({ from }: { from: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span className="tabular-nums">{clock(Math.max(0, now - from))}</span>;
}

/** "0:42", "12:07", "3:00:10". */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
