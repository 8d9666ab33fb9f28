"use client";
import { type ReactNode, useEffect, useState } from "react";
import { Waiting } from "#app/ui/waiting";
import { Palette } from "#app/workspace/commands/palette";
import { ConnectionBanner } from "#app/workspace/connection/connection-banner";
import { InstanceDialogs } from "#app/workspace/instances/instance-dialogs";
import { Panes } from "#app/workspace/layout/panes";
import { DriveRequests } from "#app/workspace/people/drive-requests";
import { PeopleDialogs } from "#app/workspace/people/people-dialogs";
import { useArrival } from "#app/workspace/people/use-arrival";
import { createSession, type Session } from "#app/workspace/session/session";
import { SessionProvider } from "#app/workspace/session/session-context";
import { SheetProvider } from "#app/workspace/task/sheet-context";
import { TopBar } from "#app/workspace/topbar/top-bar";
import type { WorkspaceProps } from "#app/workspace/workspace";

/** The workspace page after its code has arrived. */
export function Workbench(props: WorkspaceProps) {
  const session = useOwnSession(props.workspaceId, props.ticket);
  if (session === null) return <Waiting stage="Opening the workspace" className="h-dvh" />;
  return (
    <SessionProvider session={session}>
      <SheetProvider sheet={props.sheet}>
        <Frame {...props} />
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
      <Palette />
    </div>
  );
}

function useOwnSession(workspaceId: string, ticket: string): Session | null {
  // A later render of the same page brings another ticket; the session has its own by then.
  const [firstTicket] = useState(ticket);
  const [session, setSession] = useState<Session | null>(null);
  useEffect(() => {
    const own = createSession(workspaceId, firstTicket);
    const keys = (event: KeyboardEvent) => void own.commands.handle(event);
    window.addEventListener("keydown", keys, { capture: true });
    setSession(own);
    return () => {
      window.removeEventListener("keydown", keys, { capture: true });
      own.dispose();
      setSession(null);
    };
  }, [workspaceId, firstTicket]);
  return session;
}
