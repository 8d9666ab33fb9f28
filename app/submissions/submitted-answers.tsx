"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useSubmission } from "#app/submissions/submission-context";
import { Badge } from "#app/ui/badge";

/** What the student said in words, and how each instance would have been started. */
export function SubmittedAnswers() {
  const t = useTranslations("submissions.answers");
  const { answers, comment, launches } = useSubmission().submission;
  return (
    <div className="flex flex-col gap-5 border-x border-b border-line bg-surface p-4 max-sm:border-x-0">
      {answers.map(({ id, question, answer }) => (
        <Part key={id} title={question}>
          <Words text={answer} />
        </Part>
      ))}
      {comment === "" ? null : (
        <Part title={t("comment")}>
          <Words text={comment} />
        </Part>
      )}
      <Part title={t("launches")}>
        <ul className="flex flex-col gap-2">
          {launches.map(({ instance, command, chosen }) => (
            <li key={instance} className="flex flex-col gap-0.5">
              <span className="flex items-center gap-2">
                <span className="font-mono">{instance}</span>
                {chosen ? <Badge tone="accent">{t("chosen")}</Badge> : null}
              </span>
              <code className="overflow-x-auto rounded-sm bg-sunken px-2 py-1 font-mono text-sm whitespace-pre">
                {command.join(" ")}
              </code>
            </li>
          ))}
        </ul>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1 text-sm break-words text-muted">{title}</h2>
      {children}
    </section>
  );
}

function Words({ text }: { text: string }) {
  const t = useTranslations("submissions.answers");
  if (text === "") return <p className="text-faint">{t("none")}</p>;
  return <p className="break-words whitespace-pre-wrap">{text}</p>;
}
