"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { toast } from "sonner";
import { createStore } from "zustand/vanilla";
import { AuthorBar } from "#app/authoring/author-bar";
import { AuthorPanes } from "#app/authoring/author-panes";
import type { AuthoringProps } from "#app/authoring/authoring";
import { type Authoring, AuthoringProvider, type Front } from "#app/authoring/authoring-context";
import { createDraftDesk, sentenceOf } from "#app/authoring/draft-desk";
import { createDraftHttp, draftAddress } from "#app/authoring/draft-http";
import { disposeModels } from "#app/authoring/draft-models";
import { useDraftLanguage } from "#app/authoring/draft-sentences";
import { Waiting } from "#app/ui/waiting";
import { isChord } from "#app/workspace/commands/key";
import { createOpenFiles } from "#app/workspace/editor/open-files";
import { composePath, sheetPath } from "#shared/authoring/draft";

/** The authoring page in the browser: what is written, what comes of it, and the way to students. */
export function AuthorWorkbench(props: AuthoringProps) {
  const t = useTranslations("authoring.bar");
  useDraftLanguage();
  const [authoring, setAuthoring] = useState<Authoring | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is one draft's as long as it lives
  useEffect(() => {
    const created = createAuthoring(props);
    setAuthoring(created);
    return () => {
      created.desk.dispose();
      disposeModels(created.desk);
    };
  }, [props.course.slug, props.slug]);
  if (authoring === null) return <Waiting stage={t("opening")} className="h-dvh" />;
  return (
    <AuthoringProvider authoring={authoring}>
      <Keys authoring={authoring}>
        <div className="flex h-dvh flex-col bg-canvas">
          <AuthorBar />
          <main className="min-h-0 flex-1">
            <AuthorPanes />
          </main>
        </div>
      </Keys>
    </AuthoringProvider>
  );
}

function createAuthoring(page: AuthoringProps): Authoring {
  const desk = createDraftDesk(page.draft, createDraftHttp(draftAddress(page.course.slug, page.slug)));
  const front = createStore<Front>(() => ({ side: "drawing", stop: "text" }));
  const openFiles = createOpenFiles(sessionStorage, `varlab.draft.${page.course.slug}.${page.slug}`, () =>
    front.setState({ stop: "text" }),
  );
  if (!openFiles.restored) {
    openFiles.open(sheetPath, undefined, { background: true });
    openFiles.open(composePath);
  }
  front.setState({ stop: "text" });
  return { page, desk, front, openFiles };
}

/** Ctrl+S saves everything; a window with something unsaved does not close without a word. */
function Keys({ authoring: { desk, openFiles }, children }: { authoring: Authoring; children: ReactNode }) {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const active = openFiles.active();
      if (isChord(event, "Ctrl+S")) {
        event.preventDefault();
        desk.saveAll().catch((error: unknown) => toast.error(sentenceOf(error)));
      } else if (isChord(event, "Alt+W") && active !== null) {
        event.preventDefault();
        openFiles.close(active);
      }
    }
    function onLeave(event: BeforeUnloadEvent): void {
      if ([...desk.state.getState().files.values()].some((file) => file.state !== "saved")) event.preventDefault();
    }
    const onHide = () => void desk.saveAll().catch(() => undefined);
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("beforeunload", onLeave);
    window.addEventListener("pagehide", onHide);
    return () => {
      window.removeEventListener("keydown", onKey, true);
      window.removeEventListener("beforeunload", onLeave);
      window.removeEventListener("pagehide", onHide);
    };
  }, [desk, openFiles]);
  return children;
}
