"use client";
import { useLocale, useTranslations } from "next-intl";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";
import { useLasting } from "#app/ui/use-lasting";
import { clockOf } from "#app/workspace/people/people-words";
import { useConnection, useLink, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";

/** A hiccup shorter than this is mended before anyone could read about it. */
const patience = 700;

/** Floats over the page, so that nothing jumps when it comes: says that the connection is lost, closed, or that the workspace cannot be opened; nothing when all is well. */
export function ConnectionBanner() {
  return (
    <div className="pointer-events-none fixed inset-x-2 bottom-4 z-30 mx-auto max-w-2xl max-sm:bottom-16">
      <CurrentBanner />
    </div>
  );
}

function CurrentBanner() {
  const link = useLink();
  const lost = useLasting(link.state === "offline", patience);
  if (link.state === "closed") return <ClosedBanner />;
  if (lost) return <LostBanner />;
  return <FailureBanner />;
}

function LostBanner() {
  const t = useTranslations("workspace.connection");
  const connection = useConnection();
  return (
    <Notice
      kind="warning"
      className="pointer-events-auto border border-line shadow-raised"
      action={
        <Button size="sm" onClick={() => connection.retry()}>
          {t("tryNow")}
        </Button>
      }
    >
      {t("lost")}
    </Notice>
  );
}

function ClosedBanner() {
  const t = useTranslations("workspace.connection");
  const ui = useTranslations("ui.actions");
  const inWords = useSentence();
  const connection = useConnection();
  const link = useLink();
  if (link.state !== "closed") return null;
  const signedOut = link.failure.code === "unauthenticated";
  return (
    <Notice
      kind="error"
      className="pointer-events-auto border border-line shadow-raised"
      action={
        signedOut ? (
          <Button
            size="sm"
            onClick={() =>
              window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(window.location.pathname)}`)
            }
          >
            {t("signIn")}
          </Button>
        ) : (
          <Button size="sm" onClick={() => connection.retry()}>
            {ui("tryAgain")}
          </Button>
        )
      }
    >
      {inWords(link.failure.sentence)}
    </Notice>
  );
}

function FailureBanner() {
  const t = useTranslations("workspace.connection");
  const ui = useTranslations("ui.actions");
  const inWords = useSentence();
  const { connection, store } = useSession();
  const failure = useWorkspace((state) => state.failure);
  const workspace = useWorkspace((state) => state.workspace);
  if (failure !== null) {
    return (
      <Notice
        kind="error"
        className="pointer-events-auto border border-line shadow-raised"
        action={
          <Button size="sm" onClick={() => store.open()}>
            {ui("tryAgain")}
          </Button>
        }
      >
        {t("notOpened", { reason: failure })}
      </Notice>
    );
  }
  if (workspace?.state === "failed") {
    const retry = () => void connection.call("workspace:retry", {}).catch(() => undefined);
    return (
      <Notice
        kind="error"
        className="pointer-events-auto border border-line shadow-raised"
        title={t("notPrepared")}
        action={
          <Button size="sm" onClick={retry}>
            {ui("tryAgain")}
          </Button>
        }
      >
        {inWords(workspace.note ?? "")}
      </Notice>
    );
  }
  if (workspace?.state === "preparing") {
    return (
      <Notice className="pointer-events-auto border border-line shadow-raised">
        {workspace.note ? t("preparingStage", { stage: inWords(workspace.note) }) : t("preparing")}
      </Notice>
    );
  }
  return <IdleBanner />;
}

function IdleBanner() {
  const t = useTranslations("workspace.connection");
  const language = useLocale();
  const connection = useConnection();
  const mayDrive = useMayDrive();
  const suspendAt = useWorkspace((state) => state.suspendAt);
  if (suspendAt === null || !mayDrive) return null;
  const keep = () => void connection.call("workspace:keep", {}).catch(() => undefined);
  return (
    <Notice
      kind="warning"
      className="pointer-events-auto border border-line shadow-raised"
      action={
        <Button size="sm" onClick={keep}>
          {t("keep")}
        </Button>
      }
    >
      {t("idle", { time: clockOf(suspendAt, language) })}
    </Notice>
  );
}
