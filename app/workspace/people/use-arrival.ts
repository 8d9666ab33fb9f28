"use client";
import { useEffect, useRef } from "react";
import { goTo } from "#app/workspace/instances/instance-commands";
import { type PagePlace, readPlace } from "#app/workspace/people/place-parameter";
import type { Session } from "#app/workspace/session/session";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";

/** Shows the place that the address names, once, as soon as the page knows what is there; a reload stays where the reader went. */
export function useArrival(): void {
  const session = useSession();
  const loaded = useWorkspace((state) => state.workspace !== null);
  const arrived = useRef(false);
  useEffect(() => {
    if (!loaded || arrived.current) return;
    arrived.current = true;
    const address = new URL(window.location.href);
    const place = readPlace(address.searchParams.get("at"));
    if (place === undefined) return;
    address.searchParams.delete("at");
    window.history.replaceState(window.history.state, "", address);
    show(session, place);
  }, [loaded, session]);
}

function show(session: Session, place: PagePlace): void {
  const { store, panels, screens, desk, shownBuild } = session;
  const { terminals, instances, builds } = store.getState();
  const named = place.kind === "build" ? undefined : instances.find(({ name }) => name === place.name)?.name;
  if (named !== undefined) {
    const open = terminals.some(
      ({ target, state }) => target.kind === "instance" && target.name === named && state === "open",
    );
    if (place.kind === "terminal" && open) desk.toggleTerminal(named, true);
    goTo(session, named);
    return;
  }
  if (place.kind === "terminal") {
    const open = terminals.filter(({ state }) => state === "open");
    const terminal = open.findLast(({ target }) => target.kind === "toolchain") ?? open.at(-1);
    if (terminal !== undefined) {
      screens.shown.setState(terminal.id, true);
      panels.show("terminal");
      screens.of(terminal.id).focus();
      return;
    }
  }
  const build = place.kind === "build" ? builds.find(({ id }) => id === place.id) : builds[0];
  if (build === undefined) return;
  shownBuild.setState(build === builds[0] ? null : build.id, true);
  panels.show("build");
}
