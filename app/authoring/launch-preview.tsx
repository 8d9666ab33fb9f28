"use client";
import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSentence } from "#app/i18n/sentences";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { javaFields } from "#app/workspace/instances/java-fields";
import { quote } from "#shared/experiment/arguments";
import type { Experiment, Service } from "#shared/experiment/experiment";
import { defaultLaunchLines, resolveLaunch } from "#shared/experiment/launch-lines";
import { basename } from "#shared/experiment/workspace-path";
import type { LaunchParams } from "#shared/views";

/** The launch forms as students get them; what is typed here is tried and forgotten. */
export function LaunchPreview({ experiment }: { experiment: Experiment }) {
  const t = useTranslations("authoring.launch");
  return (
    <div className="flex flex-col gap-4 p-4">
      <p className="text-muted">{t("what")}</p>
      {experiment.services.map((service) => (
        // A changed service begins anew.
        <LaunchForm key={JSON.stringify(service)} service={service} artifacts={experiment.build.artifacts} />
      ))}
    </div>
  );
}

function LaunchForm({ service, artifacts }: { service: Service; artifacts: Experiment["build"]["artifacts"] }) {
  const words = useTranslations("workspace.launch");
  const inWords = useSentence();
  const t = useTranslations("authoring.launch");
  const [lines, setLines] = useState<LaunchParams>(() => defaultLaunchLines(service));
  const fields = service.launch.kind === "java" ? javaFields : (["command"] as const);
  const artifact = artifacts.find(({ name }) => name === service.artifact);
  const fileName = artifact === undefined ? null : basename(artifact.path);
  const resolved = resolveLaunch(
    service,
    Object.fromEntries(service.editable.map((field) => [field, lines[field] ?? ""])),
    fileName === null ? null : fileName.includes(".") ? { kind: "file", fileName } : { kind: "folder" },
  );
  return (
    <section aria-label={t("formOf", { service: service.name })} className="rounded-lg border border-line p-3">
      <h3 className="flex items-center gap-1.5 font-medium">
        {service.name}
        {service.locked ? <Lock aria-hidden size={12} className="text-faint" /> : null}
      </h3>
      {service.locked ? (
        <p className="mt-1 text-muted">{t("locked")}</p>
      ) : (
        <div className="mt-2 flex flex-col gap-3">
          {fields.map((field) => {
            const open = service.editable.includes(field);
            const problem = resolved.ok
              ? undefined
              : inWords(resolved.problems.find((one) => one.field === field)?.sentence ?? "");
            return (
              <Field
                key={field}
                label={words(field)}
                hint={open ? words(`${field}Hint`) : t("fixed")}
                error={open ? problem : undefined}
              >
                <Input
                  className="font-mono"
                  value={lines[field] ?? ""}
                  disabled={!open}
                  spellCheck={false}
                  autoCapitalize="off"
                  onChange={(event) => setLines({ ...lines, [field]: event.target.value })}
                />
              </Field>
            );
          })}
        </div>
      )}
      <output
        aria-label={t("final", { service: service.name })}
        className="mt-3 block rounded-md border border-line bg-sunken px-2 py-1.5 font-mono text-[12.5px] break-all"
      >
        {resolved.ok ? quote(resolved.command) : <span className="text-failed">{t("mend")}</span>}
      </output>
    </section>
  );
}
