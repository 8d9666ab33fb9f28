import { randomBytes } from "node:crypto";
import type { MachineEnvironment } from "#server/instances/machine-environment";
import { KeeperError } from "#server/keeper/keeper-error";
import type { KeeperLink } from "#server/keeper/link";
import { type Log, logReference } from "#server/log";
import type { MachineKey, Machines } from "#server/machines/machine";
import type { Hub } from "#server/sockets/handlers";
import { type Size, Terminal, type TerminalObserver, type TerminalRecord } from "#server/terminals/terminal";
import type { TerminalBook } from "#server/terminals/terminal-book";
import { serviceOf } from "#server/workspaces/workspace";
import type { Workspaces } from "#server/workspaces/workspaces";
import { UserError, unknownThing } from "#shared/failures";
import { TerminalId, type WorkspaceId } from "#shared/ids";
import type { TerminalTarget, TerminalView } from "#shared/views";

/** Terminals of one workspace; a keeper holds 64 sessions, and builds, runs and probes need theirs. */
const TERMINALS_PER_WORKSPACE = 16;
/** History in the keeper: what a terminal gets back after a restart of this server. */
const RING_BYTES = 256 * 1024;
/** The keys of terminals among a keeper's sessions. */
const keyPrefix = "terminal-";
/** Where a shell on the toolchain begins, and on an instance. */
const startFolders = { toolchain: "/workspace", instance: "/home/student" } as const;

/** The terminals of this server. */
export interface Terminals {
  /** Opens a shell; the machine is made when needed. Throws UserError when it cannot be. */
  open(workspace: WorkspaceId, target: TerminalTarget, size: Size, title?: string): Promise<TerminalView>;
  /** The terminals of a workspace in the order of their opening, also those of before a restart. */
  list(workspace: WorkspaceId): Promise<TerminalView[]>;
  /** A terminal of this workspace; throws what unknown things answer. */
  find(workspace: WorkspaceId, id: TerminalId): Terminal;
  /** Closes an open terminal; takes a closed one off the list. */
  close(workspace: WorkspaceId, id: TerminalId): Promise<void>;
  /** Looks again who may drive in the terminals of a workspace. */
  recheck(workspace: WorkspaceId): void;
  dispose(): void;
}

interface TerminalsParts {
  readonly machines: Machines;
  readonly workspaces: Pick<Workspaces, "load">;
  readonly environment: MachineEnvironment;
  readonly book: TerminalBook;
  readonly hub: Hub;
  readonly log: Log;
  /** Hears of every terminal: who records. */
  readonly observer?: TerminalObserver;
}

/** Terminals on machines; those of before a restart are taken up when their workspace is asked for or their machine is linked. */
export function createTerminals({
  machines,
  workspaces,
  environment,
  book,
  hub,
  log,
  observer,
}: TerminalsParts): Terminals {
  const rooms = new Map<WorkspaceId, Promise<Map<TerminalId, Terminal>>>();
  const loaded = new Map<WorkspaceId, Map<TerminalId, Terminal>>();

  function changed(terminal: Terminal): void {
    hub.publish(terminal.workspace, "terminal:changed", terminal.view);
    observer?.changed(terminal);
    remember(terminal.workspace);
  }

  function remember(workspace: WorkspaceId): void {
    const living = [...(loaded.get(workspace)?.values() ?? [])].filter(({ state }) => state !== "closed");
    book
      .write(
        workspace,
        living.map(({ record }) => record),
      )
      .catch((error: unknown) => log.error({ err: error, workspace }, "terminals could not be remembered"));
  }

  function room(workspace: WorkspaceId): Promise<Map<TerminalId, Terminal>> {
    const known = rooms.get(workspace);
    if (known !== undefined) return known;
    const loading = load(workspace);
    rooms.set(workspace, loading);
    return loading;
  }

  async function load(workspace: WorkspaceId): Promise<Map<TerminalId, Terminal>> {
    const terminals = new Map<TerminalId, Terminal>();
    for (const record of await book.read(workspace)) {
      const terminal = new Terminal(workspace, record, { cols: 80, rows: 24 }, changed, observer?.output);
      if (machines.peek(terminal.machine) !== undefined) terminals.set(record.id, terminal);
    }
    loaded.set(workspace, terminals);
    const keys = new Map([...terminals.values()].map(({ machine }) => [JSON.stringify(machine), machine]));
    // A machine that does not answer now links later, and `linked` takes its terminals up.
    await Promise.allSettled([...keys.values()].map(async (key) => takeUp(key, await machines.peek(key)?.link())));
    return terminals;
  }

  async function takeUp(key: MachineKey, link: KeeperLink | undefined): Promise<void> {
    const mine = [...(loaded.get(key.workspace)?.values() ?? [])].filter(
      (terminal) => terminal.state !== "closed" && isSame(terminal.machine, key),
    );
    if (link === undefined || mine.length === 0) return;
    const sessions = await link.list();
    for (const terminal of mine) {
      const info = sessions.find((session) => session.key === keyPrefix + terminal.id);
      if (info !== undefined) terminal.run(link.adopt(info));
      else if (!opening.has(terminal.id)) terminal.end("The shell ended with its host.");
    }
  }

  const opening = new Set<TerminalId>();

  async function open(
    workspace: WorkspaceId,
    target: TerminalTarget,
    size: Size,
    title: string | undefined,
  ): Promise<TerminalView> {
    const terminals = await room(workspace);
    await refuseLocked(workspace, target);
    const living = [...terminals.values()].filter(({ state }) => state !== "closed");
    if (living.length >= TERMINALS_PER_WORKSPACE) {
      throw new UserError("limit", `${TERMINALS_PER_WORKSPACE} terminals are open already. Close one to open another.`);
    }
    const record: TerminalRecord = {
      id: TerminalId.parse(randomBytes(12).toString("hex")),
      target,
      title: title ?? defaultTitle(target, living),
      createdAt: Date.now(),
    };
    const terminal = new Terminal(workspace, record, size, changed, observer?.output);
    terminals.set(record.id, terminal);
    opening.add(record.id);
    changed(terminal);
    try {
      terminal.run(await openShell(terminal, size));
    } catch (error) {
      terminals.delete(record.id);
      terminal.end("It could not be opened.");
      hub.publish(workspace, "terminal:removed", { id: record.id });
      throw explain(error);
    } finally {
      opening.delete(record.id);
    }
    return terminal.view;
  }

  async function refuseLocked(workspace: WorkspaceId, target: TerminalTarget): Promise<void> {
    if (target.kind === "toolchain") return;
    const service = serviceOf(await workspaces.load(workspace), target.name);
    if (service.locked) throw new UserError("refused", `${target.name} belongs to the lecturer: it has no terminal.`);
  }

  async function openShell(terminal: Terminal, size: Size) {
    const machine = await machines.open(terminal.machine);
    if (machines.state(terminal.machine) === "paused") {
      throw new UserError("refused", "This instance is paused: resume it to open a terminal.");
    }
    const [link, base] = await Promise.all([machine.link(), environment.of(machine)]);
    return link.open({
      kind: "pty",
      key: keyPrefix + terminal.id,
      argv: ["/bin/bash", "-l"],
      env: { ...base, TERM: "xterm-256color", COLORTERM: "truecolor", LANG: base.LANG ?? "C.UTF-8" },
      cwd: startFolders[terminal.target.kind],
      ...size,
      ringBytes: RING_BYTES,
    });
  }

  function find(workspace: WorkspaceId, id: TerminalId): Terminal {
    const terminal = loaded.get(workspace)?.get(id);
    if (terminal === undefined) throw unknownThing();
    return terminal;
  }

  const unwatch = machines.watch((key, change) => {
    if (change === "linked") {
      void room(key.workspace)
        .then(async () => takeUp(key, await machines.peek(key)?.link()))
        .catch((error: unknown) => {
          if (!(error instanceof KeeperError)) logReference(log, error, { workspace: key.workspace });
        });
    }
    if (change !== "off" && change !== "lost") return;
    // What we remove ourselves is off before it is lost.
    const note = machines.state(key) === "off" ? "Its instance was reset." : "Its host was lost.";
    for (const terminal of loaded.get(key.workspace)?.values() ?? []) {
      if (isSame(terminal.machine, key) && !opening.has(terminal.id)) terminal.end(note);
    }
  });

  return {
    open,
    async list(workspace) {
      return [...(await room(workspace)).values()].map(({ view }) => view);
    },
    find,
    async close(workspace, id) {
      const terminal = find(workspace, id);
      if (terminal.state !== "closed") await terminal.close();
      loaded.get(workspace)?.delete(id);
      terminal.dispose();
      remember(workspace);
      hub.publish(workspace, "terminal:removed", { id });
    },
    recheck(workspace) {
      for (const terminal of loaded.get(workspace)?.values() ?? []) terminal.recheck();
    },
    dispose() {
      unwatch();
      for (const terminals of loaded.values()) for (const terminal of terminals.values()) terminal.dispose();
    },
  };
}

function isSame(one: MachineKey, other: MachineKey): boolean {
  if (one.workspace !== other.workspace) return false;
  if (one.role === "instance" && other.role === "instance") return one.name === other.name;
  return one.role === other.role;
}

/** The target's name, with a number from the second one on. */
function defaultTitle(target: TerminalTarget, living: readonly Terminal[]): string {
  const name = target.kind === "toolchain" ? "toolchain" : target.name;
  const taken = new Set(living.map(({ title }) => title));
  let number = 1;
  while (taken.has(number === 1 ? name : `${name} ${number}`)) number += 1;
  return number === 1 ? name : `${name} ${number}`;
}

function explain(error: unknown): unknown {
  if (!(error instanceof KeeperError)) return error;
  if (error.code === "EAGAIN")
    return new UserError("unavailable", "There are too many processes here to start a shell. Reset the instance.");
  if (error.code === "ENOSPC")
    return new UserError("limit", "Too many terminals and programs are open here. Close some.");
  return new UserError("unavailable", `The shell could not be started (${error.code}: ${error.message}).`);
}
