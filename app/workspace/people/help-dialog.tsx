"use client";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import type { Translator } from "#app/i18n/translator";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Field } from "#app/ui/field";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { aboutBuild, clockOf, helpWord, lastFailure } from "#app/workspace/people/people-words";
import { useRelation } from "#app/workspace/people/use-people";
import { useConnection, useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { HelpAbout, HelpView } from "#shared/help";

/** `maxHelpSentence` of the catalogue, which would bring zod into the page. */
const longest = 500;

/** Raises a hand with a sentence, or shows the one that is raised and takes it down. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const help = useWorkspace((state) => state.help);
  return help === null ? <Raise onClose={onClose} /> : <Raised help={help} onClose={onClose} />;
}

function Raise({ onClose }: { onClose: () => void }) {
  const t = useTranslations("workspace.help");
  const ui = useTranslations("ui");
  const { connection, store } = useSession();
  const form = useId();
  const instances = useWorkspace((state) => state.instances);
  const build = useWorkspace((state) => state.builds[0]);
  const [about, setAbout] = useState(() => {
    const { builds, instances: all } = store.getState();
    return keyOf(lastFailure(builds, all));
  });
  const [sentence, setSentence] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function raise(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const { builds, instances: all } = store.getState();
      const what = [...builds.map(aboutBuild), ...all.map(aboutInstance)].find((one) => keyOf(one) === about);
      store.take.help(
        await connection.call("help:raise", {
          sentence: sentence.trim(),
          ...(what === undefined ? {} : { about: what }),
        }),
      );
      onClose();
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title")}
      description={t("description")}
      footer={
        <>
          <Button onClick={onClose}>{ui("actions.cancel")}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={busy}
            refusal={sentence.trim() === "" ? t("noSentence") : null}
          >
            {t("raiseHand")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={raise} className="flex flex-col gap-3">
        <Field label={t("question")} hint={t("questionHint")} error={failure ?? undefined}>
          <textarea
            value={sentence}
            onChange={(event) => setSentence(event.target.value)}
            maxLength={longest}
            rows={3}
            required
            className="w-full resize-y rounded-md border border-line-strong bg-sunken px-2 py-1 text-text placeholder:text-faint"
            placeholder={t("example")}
          />
        </Field>
        <Field label={t("about")}>
          <select
            value={about}
            onChange={(event) => setAbout(event.target.value)}
            className="h-7 rounded-md border border-line-strong bg-sunken px-1.5 text-text"
          >
            <option value="">{t("somethingElse")}</option>
            {build === undefined ? null : (
              <option value={keyOf(aboutBuild(build))}>
                {t("aboutBuild", { number: build.number, state: ui(`states.${build.state}`) })}
              </option>
            )}
            {instances.map((instance) => (
              <option key={instance.name} value={keyOf(aboutInstance(instance))}>
                {t("aboutInstance", { name: instance.name, state: ui(`states.${instance.state}`) })}
              </option>
            ))}
          </select>
        </Field>
      </form>
    </Dialog>
  );
}

function Raised({ help, onClose }: { help: HelpView; onClose: () => void }) {
  const t = useTranslations("workspace.help");
  const ui = useTranslations("ui.actions");
  const language = useLocale();
  const { store } = useSession();
  const connection = useConnection();
  const owns = useRelation() === "owner";
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const time = clockOf(help.raisedAt, language);

  function withdraw(): void {
    setBusy(true);
    connection
      .call("help:withdraw", {})
      .then(() => {
        store.take.help(null);
        onClose();
      })
      .catch((error: unknown) => setFailure(sentenceOf(error)))
      .finally(() => setBusy(false));
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={helpWord(help, t)}
      description={standingOf(help, t)}
      footer={
        <>
          {owns ? (
            <Button busy={busy} onClick={withdraw}>
              {t("takeDown")}
            </Button>
          ) : null}
          <Button variant="primary" onClick={onClose}>
            {owns ? t("goOn") : ui("close")}
          </Button>
        </>
      }
    >
      <blockquote className="border-l-2 border-line-strong pl-3 break-words whitespace-pre-wrap">
        {help.sentence}
      </blockquote>
      <p className="mt-2 text-sm text-muted">
        {help.about === undefined ? t("raisedAt", { time }) : t("raisedAbout", { time, what: wordOf(help.about, t) })}
      </p>
      {failure === null ? null : (
        <p role="alert" className="mt-2 text-failed">
          {failure}
        </p>
      )}
    </Dialog>
  );
}

function standingOf({ state, by }: HelpView, t: Translator<"workspace.help">): string {
  const who = by?.name ?? t("somebody");
  if (state === "taken") return t("takenMeans", { who });
  return state === "paused" ? t("pausedMeans", { who }) : t("waitingMeans");
}

function aboutInstance({ name }: { name: Extract<HelpAbout, { kind: "instance" }>["name"] }): HelpAbout {
  return { kind: "instance", name };
}

function wordOf(about: HelpAbout, t: Translator<"workspace.help">): string {
  return about.kind === "build" ? t("build", { number: about.number }) : about.name;
}

function keyOf(about: HelpAbout | undefined): string {
  if (about === undefined) return "";
  return about.kind === "build" ? `build ${about.id}` : `instance ${about.name}`;
}
