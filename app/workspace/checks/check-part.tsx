"use client";
import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { useOwnSentence } from "#app/i18n/sentences";
import { CheckMark } from "#app/workspace/checks/check-mark";
import { CheckStep } from "#app/workspace/checks/check-step";
import { Elapsed } from "#app/workspace/topbar/elapsed";
import type { CheckPartView } from "#shared/checks/views";

/** One check: what must hold and whether it does; open, its steps. */
export function CheckPart({
  part,
  open,
  onOpen,
}: {
  part: CheckPartView;
  open: boolean;
  onOpen: (open: boolean) => void;
}) {
  const t = useTranslations("workspace.checks");
  const inWords = useOwnSentence();
  const name = inWords(part.name);
  const steps = useId();
  const begun = part.steps[0]?.startedAt;
  const ended =
    part.state === "running" ? undefined : part.steps.findLast(({ endedAt }) => endedAt !== undefined)?.endedAt;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={steps}
        onClick={() => onOpen(!open)}
        className="flex w-full items-start gap-2 px-3 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight aria-hidden size={14} className={clsx("mt-0.5 shrink-0 text-faint", open && "rotate-90")} />
        <span className="flex h-5 items-center">
          <CheckMark state={part.state} />
        </span>
        <span
          className={clsx(
            "min-w-0 flex-1",
            part.state === "waiting" || part.state === "skipped" ? "text-muted" : "font-medium",
          )}
        >
          {name}
        </span>
        <span className="shrink-0 text-sm text-faint">
          {begun === undefined ? part.state === "skipped" ? t("notTried") : null : <Elapsed from={begun} to={ended} />}
        </span>
      </button>
      <ol id={steps} aria-label={t("stepsOf", { name })} hidden={!open} className="pb-2">
        {open
          ? part.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a check keep their places
              <CheckStep key={index} step={step} />
            ))
          : null}
      </ol>
    </>
  );
}
