"use client";
import { useTranslations } from "next-intl";
import { TextArea } from "#app/submissions/text-area";
import { Field } from "#app/ui/field";
import type { KeptAnswers } from "#app/workspace/submission/kept-answers";
import type { HandInPlan } from "#shared/submissions/submission";

/** `submissionBounds` of the catalogue, which would bring zod into the page. */
const longest = 10_000;

/** The questions of the experiment, and room for what else there is to say. */
export function AnswerFields({
  questions,
  said,
  onSay,
}: {
  questions: HandInPlan["questions"];
  said: KeptAnswers;
  onSay: (said: KeptAnswers) => void;
}) {
  const t = useTranslations("submissions.handIn");
  return (
    <>
      {questions.map(({ id, text, required }) => (
        <Field key={id} label={text} hint={required ? t("required") : undefined}>
          <TextArea
            value={said.answers[id] ?? ""}
            onChange={(event) => onSay({ ...said, answers: { ...said.answers, [id]: event.target.value } })}
            maxLength={longest}
            required={required}
            rows={3}
          />
        </Field>
      ))}
      <Field label={t("comment")}>
        <TextArea
          value={said.comment}
          onChange={(event) => onSay({ ...said, comment: event.target.value })}
          maxLength={longest}
          rows={2}
          placeholder={t("commentHint")}
        />
      </Field>
    </>
  );
}
