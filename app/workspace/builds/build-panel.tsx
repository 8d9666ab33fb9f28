"use client";
import { Hammer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Kbd } from "#app/ui/kbd";
import { Notice } from "#app/ui/notice";
import { Waiting } from "#app/ui/waiting";
import { ArtifactList } from "#app/workspace/builds/artifact-list";
import { BuildHeader } from "#app/workspace/builds/build-header";
import { createBuildLog } from "#app/workspace/builds/build-log";
import { OutputSearchBar, useOutputSearch } from "#app/workspace/builds/output-search";
import { OutputView } from "#app/workspace/builds/output-view";
import { shortCommand } from "#app/workspace/builds/short-command";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { isOver } from "#shared/states";
import type { BuildView } from "#shared/views";

/** The output of the newest build, or of the one that was chosen. */
export function BuildPanel() {
  const t = useTranslations("editing");
  const { shownBuild } = useSession();
  const shown = useStore(shownBuild);
  const build = useWorkspace((state) => state.builds.find((one) => one.id === shown) ?? state.builds[0]);
  const ready = useWorkspace((state) => state.workspace !== null);
  if (!ready) return <Waiting stage={t("editor.openingWorkspace")} />;
  if (build !== undefined) return <Output key={build.id} build={build} />;
  return <NoBuild />;
}

function NoBuild() {
  const t = useTranslations("editing");
  const images = useTranslations("workspaceImages.up");
  const { commands } = useSession();
  const command = useWorkspace((state) => state.workspace?.buildCommand ?? "");
  const composed = useWorkspace((state) => state.workspace?.composed !== undefined);
  const mayDrive = useMayDrive();
  return (
    <EmptyState
      className="h-full"
      icon={<Hammer aria-hidden size={22} />}
      title={t("build.none")}
      action={
        <Button
          variant="primary"
          disabled={!mayDrive}
          onClick={() => commands.run(composed ? "composition.up" : "build.start")}
        >
          {composed ? images("button") : t("build.now")}
        </Button>
      }
    >
      {composed
        ? images("what")
        : t.rich("build.noneWhat", { command: () => <code>{t("build.command", shortCommand(command))}</code> })}{" "}
      <Kbd keys="Ctrl+B" />
    </EmptyState>
  );
}

function Output({ build }: { build: BuildView }) {
  const t = useTranslations("editing.build");
  const { openFiles } = useSession();
  const log = useBuildLog(build);
  const { lines, cut, loading, failure } = useStore(log.state);
  const files = useWorkspace((state) => state.files);
  const search = useOutputSearch(lines);
  const [searching, setSearching] = useState(false);
  const close = () => {
    setSearching(false);
    search.setText("");
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+F in the output; the header has a button for it
    <div
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== "f") return;
        event.preventDefault();
        setSearching(true);
      }}
    >
      <BuildHeader build={build} onSearch={() => setSearching(true)} />
      {searching ? <OutputSearchBar search={search} onClose={close} /> : null}
      {failure !== null ? (
        <Notice kind="error" className="rounded-none">
          {t("notRead", { reason: failure })}
        </Notice>
      ) : null}
      {cut ? <Notice className="rounded-none">{t("cut")}</Notice> : null}
      <OutputView
        command={build.command}
        label={t("output", { number: build.number })}
        lines={lines}
        search={search.text}
        found={search.found}
        files={files}
        onOpen={(path, place) => openFiles.open(path, place)}
      >
        {loading && lines.length === 0 ? <Waiting stage={t("reading")} /> : null}
        {!loading && lines.length === 0 ? <Silence build={build} /> : null}
      </OutputView>
      <ArtifactList artifacts={build.artifacts} />
    </div>
  );
}

function Silence({ build }: { build: BuildView }) {
  const t = useTranslations("editing.build");
  const inWords = useSentence();
  if (!isOver(build.state))
    return <Waiting stage={inWords(build.stage ?? (build.state === "queued" ? t("waiting") : t("building")))} />;
  const silence = build.state === "cancelled" ? t("cancelledSilent") : t("silent");
  return <p className="px-3 py-1 text-faint">{build.stage === undefined ? silence : inWords(build.stage)}</p>;
}

function useBuildLog(build: BuildView) {
  const { connection } = useSession();
  const log = useMemo(() => createBuildLog(connection, build.id), [connection, build.id]);
  useEffect(() => {
    log.start();
    return () => log.dispose();
  }, [log]);
  return log;
}
