import { useTranslations } from "next-intl";
import { useSentence } from "#app/i18n/sentences";
import { clockTime } from "#app/recordings/recording-times";
import type { FeedbackAnchor } from "#shared/submissions/feedback";
import type { SubmittedCheck } from "#shared/submissions/submission";

/** Answers the words for what a remark is about; `check` names the steps. */
export function useAnchorText(check: SubmittedCheck | null): (anchor: FeedbackAnchor) => string {
  const t = useTranslations("submissions.anchor");
  const inWords = useSentence();
  return (anchor) => {
    switch (anchor.kind) {
      case "general":
        return t("general");
      case "line":
        return t("line", { path: anchor.path, line: anchor.line });
      case "recording":
        return t("recording", { title: anchor.title, time: clockTime(anchor.at) });
      case "step": {
        const part = check?.parts[anchor.part];
        const step = part?.steps[anchor.step];
        return part === undefined || step === undefined ? t("step") : `${inWords(part.name)}: ${inWords(step.title)}`;
      }
    }
  };
}
