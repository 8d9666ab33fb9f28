"use client";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useAuthoring } from "#app/authoring/authoring-context";
import { memoryText } from "#app/authoring/memory-text";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { forecast } from "#shared/authoring/forecast";
import type { Experiment } from "#shared/experiment/experiment";

/** More than any course has; the product of it and everything else stays a number that can be read. */
const mostStudents = 2000;

/** What each instance may use, and what the class may use together on this machine. */
export function LimitsPane({ experiment }: { experiment: Experiment }) {
  const { page } = useAuthoring();
  const [students, setStudents] = useState(() => Math.max(page.students, 1));
  const { services } = experiment;
  const sum = forecast(services, students, page.machine);
  const [first] = services;
  const alike = services.every(({ limits }) => limits.memoryBytes === first?.limits.memoryBytes);
  const each = alike ? `${count(services.length, "instance")} × ${memoryText(first?.limits.memoryBytes ?? 0)}` : null;
  return (
    <div className="flex flex-col gap-4 p-4">
      <Field label="Students who work at the same time" hint={`The course has ${count(page.students, "student")}.`}>
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
      <div role="status" aria-label="Forecast">
        <Notice
          kind={sum.isEnough ? "info" : "warning"}
          title={
            <>
              {count(students, "student")} ×{" "}
              {each ?? `${memoryText(sum.memoryOfOne)} in ${count(sum.instances, "instance")}`} ={" "}
              {memoryText(sum.memoryBytes)}; this machine has {memoryText(page.machine.memoryBytes)}.
            </>
          }
        >
          {sum.isEnough
            ? "Everybody can run everything at once, even at the limits."
            : `At the limits ${count(sum.fitting, "student")} can run everything at once. Programs that use less leave room for more; lower mem_limit, or let groups work one after another.`}
        </Notice>
      </div>
      <div className="overflow-x-auto">
        <table className="w-full">
          <caption className="sr-only">Limits of each instance</caption>
          <thead>
            <tr className="border-b border-line text-left text-sm text-muted">
              <th className="py-1 font-medium">Instance</th>
              <th className="py-1 pl-3 text-right font-medium">Memory</th>
              <th className="py-1 pl-3 text-right font-medium">Processors</th>
              <th className="py-1 pl-3 text-right font-medium">Processes</th>
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {services.map(({ name, limits }) => (
              <tr key={name} className="border-b border-line">
                <th scope="row" className="py-1 text-left font-mono text-sm font-normal">
                  {name}
                </th>
                <td className="py-1 pl-3 text-right">{memoryText(limits.memoryBytes)}</td>
                <td className="py-1 pl-3 text-right">{limits.cpus}</td>
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
        All together may ask for {Math.round(sum.cpus * 10) / 10} processors; this machine has {page.machine.cpus}.
        Processors are shared, memory is not: too few make programs slow, too little memory ends them.
      </p>
      <p className="text-sm text-muted">
        A build takes up to 1.5 GB more for the seconds that it runs. Change limits with <code>mem_limit</code>,{" "}
        <code>cpus</code> and <code>pids_limit</code> of a service.
      </p>
    </div>
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
