"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { act } from "#app/workspace/instances/actions";
import { javaFields } from "#app/workspace/instances/java-fields";
import { artifactInfoOf, editableParams, launchableOf, placeOf } from "#app/workspace/instances/launchable";
import { useSession } from "#app/workspace/session/session-context";
import { quote } from "#shared/experiment/arguments";
import type { LaunchField } from "#shared/experiment/experiment";
import { resolveLaunch } from "#shared/experiment/launch-lines";
import { isLive } from "#shared/states";
import type { InstanceView, LaunchParams } from "#shared/views";

/** How the program of an instance is started, with the command that comes of it. */
export function LaunchDialog({ instance, onClose }: { instance: InstanceView; onClose: () => void }) {
  const t = useTranslations("workspace.launch");
  const ui = useTranslations("ui.actions");
  const inWords = useSentence();
  const session = useSession();
  const [lines, setLines] = useState<LaunchParams>(instance.launch);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useId();
  const fields = instance.launch.mainClass === undefined ? (["command"] as const) : javaFields;
  const resolved = resolveLaunch(launchableOf(instance), editableParams(instance, lines), artifactInfoOf(instance));
  const problemOf = (field: LaunchField) =>
    resolved.ok ? undefined : resolved.problems.find((problem) => problem.field === field)?.sentence;

  async function save(start: boolean): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      const input = { name: instance.name, launch: editableParams(instance, lines) };
      session.store.take.instance(await session.connection.call("instance:configure", input));
      onClose();
      if (start) act(session, isLive(instance.state) ? "restart" : "start", instance.name);
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name: instance.name })}
      description={instance.description}
      width="lg"
      footer={
        <>
          <Button onClick={() => void save(true)} disabled={!resolved.ok || busy || instance.state === "empty"}>
            {isLive(instance.state) ? t("saveAndRestart") : t("saveAndStart")}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={busy} disabled={!resolved.ok}>
            {ui("save")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (resolved.ok) void save(false);
        }}
      >
        {fields.map((field, index) => {
          const locked = !instance.editable.includes(field);
          return (
            <Field
              key={field}
              label={t(field)}
              hint={locked ? t("setByExperiment") : t(`${field}Hint`)}
              error={locked ? undefined : inWords(problemOf(field) ?? "")}
            >
              <Input
                autoFocus={index === 0}
                className="font-mono"
                value={lines[field] ?? ""}
                disabled={locked}
                spellCheck={false}
                autoCapitalize="off"
                onChange={(event) => setLines({ ...lines, [field]: event.target.value })}
              />
            </Field>
          );
        })}
        {instance.artifact === undefined ? null : (
          <p className="text-muted">
            {t.rich("deployedHere", {
              place: placeOf(instance.artifact, t),
              code: (place) => <code className="text-text">{place}</code>,
            })}
          </p>
        )}
        <div>
          <h3 className="font-medium">{t("finalCommand")}</h3>
          <output className="mt-1 block rounded-md border border-line bg-sunken px-2 py-1.5 font-mono text-[12.5px] break-all">
            {resolved.ok ? quote(resolved.command) : <span className="text-failed">{t("mend")}</span>}
          </output>
        </div>
        {failure === null ? null : <Notice kind="error">{failure}</Notice>}
      </form>
    </Dialog>
  );
}
