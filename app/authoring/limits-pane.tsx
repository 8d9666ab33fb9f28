"use client";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useAuthoring } from "#app/authoring/authoring-context";
import { memoryText } from "#app/authoring/memory-text";
import { regions } from "#app/i18n/languages";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { forecast } from "#shared/authoring/forecast";
import type { Experiment } from "#shared/experiment/experiment";

/** More than any course has; the product of it and everything else stays a number that can be read. */
const mostStudents = 2000;

/** What each instance may use, and what the class may use together on this machine. */
export function LimitsPane({ experiment }: { experiment: Experiment }) {
  const t = useTranslations("authoring.limits");
  const language = useLocale();
  const { page } = useAuthoring();
  const [students, setStudents] = useState(() => Math.max(page.students, 1));
  const { services } = experiment;
  const sum = forecast(services, students, page.machine);
  const [first] = services;
  const alike = services.every(({ limits }) => limits.memoryBytes === first?.limits.memoryBytes);
  const each = alike ? (first?.limits.memoryBytes ?? 0) : sum.memoryOfOne;
  const memory = (bytes: number) => memoryText(bytes, language);
  return (
    <div className="flex flex-col gap-4 p-4">
      <Field label={t("students")} hint={t("course", { students: page.students })}>
        <Input
          type="number"
          min={1}
          max={mostStudents}
          value={students}
          onChange={(event) =>
            setStudents(Math.min(Math.max(Math.round(event.target.valueAsNumber) || 1, 1), mostStudents))
          }
          className="max-w-24"
        />
      </Field>
      <div role="status" aria-label={t("forecast")}>
        <Notice
          kind={sum.isEnough ? "info" : "warning"}
          title={t(alike ? "alike" : "unlike", {
            ...{ students, instances: sum.instances, each: memory(each), sum: memory(sum.memoryBytes) },
            machine: memory(page.machine.memoryBytes),
          })}
        >
          {sum.isEnough ? t("enough") : t("tight", { students: sum.fitting })}
        </Notice>
      </div>
      <div className="overflow-x-auto">
        <table className="w-full">
          <caption className="sr-only">{t("caption")}</caption>
          <thead>
            <tr className="border-b border-line text-left text-sm text-muted">
              <th className="py-1 font-medium">{t("instance")}</th>
              <th className="py-1 pl-3 text-right font-medium">{t("memory")}</th>
              <th className="py-1 pl-3 text-right font-medium">{t("processors")}</th>
              <th className="py-1 pl-3 text-right font-medium">{t("processes")}</th>
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {services.map(({ name, limits }) => (
              <tr key={name} className="border-b border-line">
                <th scope="row" className="py-1 text-left font-mono text-sm font-normal">
                  {name}
                </th>
                <td className="py-1 pl-3 text-right">{memory(limits.memoryBytes)}</td>
                <td className="py-1 pl-3 text-right">{limits.cpus.toLocaleString(regions[language])}</td>
                <td className="py-1 pl-3 text-right">{limits.pids}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="flex gap-1.5 text-sm text-muted">
        {sum.cpus <= page.machine.cpus ? (
          <CircleCheck aria-hidden size={14} className="mt-px shrink-0 text-running" />
        ) : (
          <TriangleAlert aria-hidden size={14} className="mt-px shrink-0 text-waiting" />
        )}
        {t("cpus", { asked: Math.round(sum.cpus * 10) / 10, has: page.machine.cpus })}
      </p>
      <p className="text-sm text-muted">{t.rich("build", { code: (key) => <code>{key}</code> })}</p>
    </div>
  );
}
