"use client";
import { clsx } from "clsx";
import { Lightbulb } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useOwnSentence, useSentence } from "#app/i18n/sentences";
import { CheckMark } from "#app/workspace/checks/check-mark";
import { goTo } from "#app/workspace/instances/instance-commands";
import { useSession } from "#app/workspace/session/session-context";
import { Elapsed } from "#app/workspace/topbar/elapsed";
import type { CheckEvidence, CheckStepView } from "#shared/checks/views";
import type { InstanceName } from "#shared/ids";

/** One step: what was done or expected, what was seen, and what to do when it failed. */
export function CheckStep({ step }: { step: CheckStepView }) {
  const t = useTranslations("workspace.checks");
  const inWords = useSentence();
  const inOurWords = useOwnSentence();
  const quiet = step.state === "waiting" || step.state === "skipped";
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (step.state === "running") row.current?.scrollIntoView({ block: "nearest" });
  }, [step.state]);
  return (
    <li ref={row} data-state={step.state} className="py-0.5 pr-3 pl-9">
      <div className="flex items-start gap-2">
        <span className="flex h-5 items-center">
          <CheckMark state={step.state} />
        </span>
        <span className={clsx("min-w-0 flex-1 break-words", quiet && "text-faint")}>{inWords(step.title)}</span>
        {step.startedAt === undefined ? null : (
          <span className="shrink-0 text-sm text-faint">
            <Elapsed from={step.startedAt} to={step.endedAt} />
          </span>
        )}
      </div>
      <div className="flex flex-col gap-1 pl-5">
        {step.hint === undefined ? null : (
          <p className="mt-1 flex gap-2 rounded-md bg-accent-soft px-2.5 py-1.5">
            <Lightbulb aria-hidden size={15} className="mt-0.5 shrink-0 text-accent-text" />
            <span className="min-w-0 break-words">
              <span className="sr-only">{t("hintLabel")} </span>
              {inOurWords(step.hint)}
            </span>
          </p>
        )}
        {step.evidence.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: evidence comes whole and does not change
          <Evidence key={index} evidence={one} failed={step.state === "failed"} />
        ))}
      </div>
    </li>
  );
}

function Evidence({ evidence, failed }: { evidence: CheckEvidence; failed: boolean }) {
  const t = useTranslations("workspace.checks");
  const inWords = useSentence();
  const session = useSession();
  const { says, instance, lines } = evidence;
  return (
    <div className="text-sm">
      <p className={clsx("break-words", failed ? "text-text" : "text-muted")}>
        {inWords(says)}{" "}
        {instance === undefined ? null : (
          <button
            type="button"
            className="text-accent-text underline"
            onClick={() => goTo(session, instance as InstanceName)}
          >
            {t("showInstance", { name: instance })}
          </button>
        )}
      </p>
      {lines.length === 0 ? null : (
        <pre
          className={clsx(
            "mt-0.5 overflow-x-auto rounded-sm border-l-2 bg-sunken px-2 py-1 font-mono text-[12px] leading-[17px]",
            failed ? "border-failed" : "border-running",
          )}
        >
          {lines.join("\n")}
        </pre>
      )}
    </div>
  );
}
