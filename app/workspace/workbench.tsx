"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Waiting } from "#app/ui/waiting";
import { Palette } from "#app/workspace/commands/palette";
import type { Connection } from "#app/workspace/connection/connection";
import { ConnectionBanner } from "#app/workspace/connection/connection-banner";
import { InstanceDialogs } from "#app/workspace/instances/instance-dialogs";
import { Panes } from "#app/workspace/layout/panes";
import { DriveRequests } from "#app/workspace/people/drive-requests";
import { PeopleDialogs } from "#app/workspace/people/people-dialogs";
import { useArrival } from "#app/workspace/people/use-arrival";
import { createSession, type Session } from "#app/workspace/session/session";
import { SessionProvider } from "#app/workspace/session/session-context";
import { HandInDialogs } from "#app/workspace/submission/hand-in-dialog";
import { SubmissionProvider } from "#app/workspace/submission/submission-context";
import { SheetProvider } from "#app/workspace/task/sheet-context";
import { TopBar } from "#app/workspace/topbar/top-bar";
import type { WorkspaceProps } from "#app/workspace/workspace";

/** The workspace page after its code has arrived; there is no connection for a moment only. */
export function Workbench({ connection, ...props }: WorkspaceProps & { connection: Connection | null }) {
  const t = useTranslations("workspace.page");
  const session = useOwnSession(props.workspaceId, connection);
  if (session === null) return <Waiting stage={t("opening")} className="h-dvh" />;
  return (
    <SessionProvider session={session}>
      <SheetProvider sheet={props.sheet}>
        <SubmissionProvider place={props.handIn}>
          <Frame {...props} />
        </SubmissionProvider>
      </SheetProvider>
    </SessionProvider>
  );
}

function Frame({ title, course, user, experimentId, layouts }: WorkspaceProps): ReactNode {
  useArrival();
  return (
    <div className="fixed inset-0 flex flex-col overflow-clip bg-canvas">
      <TopBar title={title} course={course} user={user} />
      <ConnectionBanner />
      <main className="min-h-0 flex-1">
        <Panes userId={user.id} experimentId={experimentId} layouts={layouts} />
      </main>
      <InstanceDialogs />
      <DriveRequests />
      <PeopleDialogs />
      <HandInDialogs />
      <Palette />
    </div>
  );
}

function useOwnSession(workspaceId: string, connection: Connection | null): Session | null {
  const [session, setSession] = useState<Session | null>(null);
  useEffect(() => {
    if (connection === null) return;
    const own = createSession(workspaceId, connection);
    const keys = (event: KeyboardEvent) => void own.commands.handle(event);
    window.addEventListener("keydown", keys, { capture: true });
    setSession(own);
    return () => {
      window.removeEventListener("keydown", keys, { capture: true });
      own.dispose();
      setSession(null);
    };
  }, [workspaceId, connection]);
  return session;
}
