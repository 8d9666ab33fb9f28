import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Log } from "#server/log";
import type { Machines } from "#server/machines/machine";
import { passCookie, readCookie } from "#server/previews/preview-headers";
import { answerPage } from "#server/previews/preview-page";
import { passRequest, passUpgrade, refuseUpgrade } from "#server/previews/preview-proxy";
import { connect, type PreviewTarget } from "#server/previews/preview-target";
import type { Caller, CallHandlers } from "#server/sockets/handlers";
import { serviceOf } from "#server/workspaces/workspace";
import type { Workspaces } from "#server/workspaces/workspaces";
import { UserError, unknownThing } from "#shared/failures";
import type { InstanceName } from "#shared/ids";
import type { TicketClaims } from "#shared/ticket";

/** A link to a preview is good once and for this long: time to open a tab. */
const TOKEN_MS = 60_000;
/** How often the right of whoever looks at a preview is asked for again; open WebSockets end with it. */
const RIGHT_CHECK_MS = 2000;
/** A pass that nobody used for this long is forgotten; the workspace opens a new one. */
const PASS_IDLE_MS = 4 * 60 * 60 * 1000;
/** Slow headers are the oldest attack there is. */
const HEADERS_MS = 10_000;
/** Connections of one preview; a browser uses 6, and a page with streams some more. */
const CONNECTIONS = 128;

export interface Previews {
  /** The address at which this page's browser sees a shown port; throws what unknown things answer for one that is not shown. */
  open(caller: Caller, name: InstanceName, port: number): Promise<string>;
  close(): Promise<void>;
}

interface PreviewsParts {
  readonly ports: { readonly first: number; readonly last: number };
  /** Address to listen on. */
  readonly host: string;
  /** Host name for browsers; when empty, the one of the app. */
  readonly publicHost: string;
  readonly machines: Machines;
  readonly workspaces: Pick<Workspaces, "load">;
  readonly stillHolds: (claims: TicketClaims) => Promise<boolean>;
  readonly log: Log;
}

interface Pass {
  readonly claims: TicketClaims;
  checkedAt: number;
  usedAt: number;
}

interface Preview {
  readonly target: PreviewTarget;
  readonly port: number;
  readonly server: Server;
  readonly tokens: Map<string, { readonly claims: TicketClaims; readonly until: number }>;
  readonly passes: Map<string, Pass>;
  /** Upgraded connections by the pass that opened them. */
  readonly upgraded: Map<Duplex, string>;
  usedAt: number;
}

/** Previews of this server: each shown port gets a port, and with it an origin, of its own. */
export function createPreviews(parts: PreviewsParts): Previews {
  const { ports, host, publicHost, machines, workspaces, stillHolds, log } = parts;
  const previews = new Map<string, Promise<Preview>>();
  const taken = new Map<number, string>();
  const watch = setInterval(() => void dropLost(), RIGHT_CHECK_MS);
  watch.unref();

  async function open({ claims, workspace, viewer }: Caller, name: InstanceName, port: number): Promise<string> {
    const service = serviceOf(await workspaces.load(workspace), name);
    if (!service.show.some((shown) => shown.port === port)) throw unknownThing();
    const key = `${workspace}/${name}/${port}`;
    const known = previews.get(key) ?? start(key, { workspace, name, port });
    const preview = await known;
    const token = randomBytes(24).toString("hex");
    preview.tokens.set(token, { claims, until: Date.now() + TOKEN_MS });
    const shownAt = publicHost === "" ? new URL(viewer.origin).hostname : publicHost;
    return `http://${shownAt}:${preview.port}/?varlab-token=${token}`;
  }

  function start(key: string, target: PreviewTarget): Promise<Preview> {
    const starting = listen(key, target);
    previews.set(key, starting);
    starting.catch(() => previews.delete(key));
    return starting;
  }

  async function listen(key: string, target: PreviewTarget): Promise<Preview> {
    for (let port = ports.first; port <= ports.last; port += 1) {
      if (taken.has(port)) continue;
      taken.set(port, key);
      const preview = createPreview(target, port);
      if (await listens(preview.server, port, host)) return preview;
      taken.delete(port);
    }
    if (await freeIdlest()) return listen(key, target);
    throw new UserError(
      "limit",
      "All preview ports of this machine are in use. Try again later, or ask for more ports.",
    );
  }

  /** Gives the port back of the preview that was not used for the longest time; false when all are in use now. */
  async function freeIdlest(): Promise<boolean> {
    const all = await Promise.all(
      [...previews].map(async ([key, preview]) => ({ key, preview: await preview.catch(() => undefined) })),
    );
    const idle = all
      .flatMap(({ key, preview }) =>
        preview && preview.upgraded.size === 0 && Date.now() - preview.usedAt > TOKEN_MS ? [{ key, preview }] : [],
      )
      .sort((a, b) => a.preview.usedAt - b.preview.usedAt)[0];
    if (idle === undefined) return false;
    await end(idle.key, idle.preview);
    return true;
  }

  async function end(key: string, preview: Preview): Promise<void> {
    previews.delete(key);
    for (const connection of preview.upgraded.keys()) connection.destroy();
    preview.server.closeAllConnections();
    await new Promise((resolve) => preview.server.close(resolve));
    taken.delete(preview.port);
  }

  function createPreview(target: PreviewTarget, port: number): Preview {
    const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: 0 });
    server.maxConnections = CONNECTIONS;
    const preview: Preview = {
      target,
      port,
      server,
      tokens: new Map(),
      passes: new Map(),
      upgraded: new Map(),
      usedAt: Date.now(),
    };
    const passage = { port, connect: () => connect(machines, target) };
    server.on("request", (request, response) => {
      guard(request, response, preview)
        .then((admitted) => (admitted ? passRequest(request, response, passage) : undefined))
        .catch((error: unknown) => {
          log.error({ err: error, ...target }, "a preview failed");
          response.destroy();
        });
    });
    server.on("upgrade", (request, socket, head) => {
      admit(request, preview)
        .then((pass) => {
          if (pass === undefined) return refuseUpgrade(socket, 403);
          preview.upgraded.set(socket, pass);
          socket.once("close", () => preview.upgraded.delete(socket));
          return passUpgrade(request, socket, head, passage);
        })
        .catch(() => socket.destroy());
    });
    server.on("clientError", (_error, socket) => socket.destroy());
    return preview;
  }

  /** Whether a request may go on to the service; otherwise it is answered here. */
  async function guard(request: IncomingMessage, response: ServerResponse, preview: Preview): Promise<boolean> {
    // One student's worker would serve the next student's preview on this port.
    if (request.headers["service-worker"] !== undefined) {
      answerPage(response, 403, "Service workers are not allowed in a preview", [
        "Everything else of your page works without one.",
      ]);
      return false;
    }
    const url = new URL(request.url ?? "/", "http://preview");
    const token = url.searchParams.get("varlab-token");
    if (token !== null && redeem(token, url, response, preview)) return false;
    if ((await admit(request, preview)) !== undefined) return true;
    answerPage(response, 403, "This preview belongs to a workspace", [
      "Open it from there: the link on the instance leads here again. Links that were copied or are older than a minute do not work.",
    ]);
    return false;
  }

  /** Turns a token that is good into a pass, and takes it out of the address. */
  function redeem(token: string, url: URL, response: ServerResponse, preview: Preview): boolean {
    const good = preview.tokens.get(token);
    preview.tokens.delete(token);
    if (good === undefined || good.until < Date.now()) return false;
    const pass = randomBytes(24).toString("hex");
    preview.passes.set(pass, { claims: good.claims, checkedAt: Date.now(), usedAt: Date.now() });
    url.searchParams.delete("varlab-token");
    response.writeHead(303, {
      location: url.pathname.replace(/^\/+/, "/") + url.search,
      "set-cookie": `${passCookie(preview.port)}=${pass}; Path=/; HttpOnly; SameSite=Lax`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    });
    response.end();
    return true;
  }

  /** The pass of a request whose bearer still has the right to look; undefined otherwise. */
  async function admit(request: IncomingMessage, preview: Preview): Promise<string | undefined> {
    const id = readCookie(request.headers.cookie, passCookie(preview.port));
    const pass = id === undefined ? undefined : preview.passes.get(id);
    if (id === undefined || pass === undefined) return undefined;
    if (Date.now() - pass.checkedAt > RIGHT_CHECK_MS) {
      if (!(await stillHolds(pass.claims))) {
        preview.passes.delete(id);
        return undefined;
      }
      pass.checkedAt = Date.now();
    }
    pass.usedAt = Date.now();
    preview.usedAt = pass.usedAt;
    return id;
  }

  /** Ends the connections of passes whose right is gone, and forgets what is old. */
  async function dropLost(): Promise<void> {
    for (const waiting of previews.values()) {
      const preview = await waiting.catch(() => undefined);
      if (preview === undefined) continue;
      const now = Date.now();
      for (const [token, { until }] of preview.tokens) if (until < now) preview.tokens.delete(token);
      const open = new Set(preview.upgraded.values());
      for (const [id, pass] of preview.passes) {
        const idle = now - pass.usedAt > PASS_IDLE_MS && !open.has(id);
        if (idle || (open.has(id) && !(await stillHolds(pass.claims).catch(() => true)))) preview.passes.delete(id);
      }
      for (const [connection, pass] of preview.upgraded) if (!preview.passes.has(pass)) connection.destroy();
    }
  }

  return {
    open,
    async close() {
      clearInterval(watch);
      for (const [key, waiting] of [...previews]) {
        const preview = await waiting.catch(() => undefined);
        if (preview !== undefined) await end(key, preview);
      }
    },
  };
}

/** The call about previews. */
export function createPreviewCalls(previews: Previews): Pick<CallHandlers, "preview:open"> {
  return { "preview:open": async (caller, { name, port }) => ({ url: await previews.open(caller, name, port) }) };
}

function listens(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, host, () => resolve(true));
  });
}
