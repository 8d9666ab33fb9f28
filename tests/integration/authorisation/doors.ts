import { readFile } from "node:fs/promises";
import path from "node:path";
import { io, type Socket } from "socket.io-client";
import type { Failure } from "#shared/failures";
import { unbundle } from "#shared/socket/bundle";
import { type Answer, socketPath } from "#shared/socket/catalogue";
import { classNamespace } from "#shared/socket/class-catalogue";
import { operatorNamespace } from "#shared/socket/operator-catalogue";
import { eventually } from "../../docker/eventually";
import { signCourseTicket, signOperatorTicket, signTicket } from "../fixtures/course";
import type { Role } from "./roles";
import { course, type World } from "./world";

/** The conversations of the workspace server. */
export type Place = "workspace" | "class" | "operator";

const namespaces: Readonly<Record<Place, string>> = {
  ...{ workspace: "", class: classNamespace, operator: operatorNamespace },
};

/** Messages of one page; a page that sends many more of no known form is cut off. */
const messagesPerPage = 20;

/**
 * A ticket for what the world is about. Who gets none from the web app has one that claims everything under the web app's own
 * signature, as an old one would: the workspace server must not take its word. The anonymous have a nonsense.
 */
export async function ticketOf(world: World, role: Role, to: Place): Promise<string> {
  if (role === "anonymous") return "nonsense";
  const wanted = { workspace: { workspace: world.workspace }, class: { course }, operator: { operator: true } }[to];
  const answer = await world.browsers[role].sendJson("POST", "/api/tickets", wanted);
  if (answer.status === 200) return JSON.parse(answer.text).ticket;
  const id = world.ids[role];
  const session = await world.installation.database.session.findFirstOrThrow({ where: { userId: id } });
  const person = { id, session: session.id };
  if (to === "workspace") return signTicket(person, world.workspace);
  if (to === "operator") return signOperatorTicket(person);
  const { id: courseId } = await world.installation.database.course.findUniqueOrThrow({ where: { slug: course } });
  return signCourseTicket(person, courseId);
}

/** A page's socket, or why it was not let in. */
export async function knock(world: World, to: Place, ticket: string): Promise<Socket | Failure> {
  const socket = io(`${world.installation.origin}${namespaces[to]}`, {
    path: socketPath,
    addTrailingSlash: false,
    transports: ["websocket"],
    auth: { ticket },
    reconnection: false,
    forceNew: true,
  });
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", (error: Error & { data?: Failure }) => {
      socket.close();
      if (error.data === undefined) reject(error);
      else resolve(error.data);
    });
  });
}

/** Asks once and answers as the page would be answered. */
export async function ask(socket: Socket, name: string, input: unknown): Promise<Answer<unknown>> {
  return unbundle(await socket.timeout(20_000).emitWithAck(name, input)) as Answer<unknown>;
}

/**
 * What each event answers a role: `out`, `no` or `yes`. Without an input of its own it is sent a number: rights are looked at before
 * the form, so that `forbidden` is a no and `invalid` a yes that changes nothing.
 */
export async function tryEvents(
  world: World,
  role: Role,
  to: Place,
  events: { readonly calls: readonly { name: string; input?: unknown }[]; readonly signals: readonly string[] },
): Promise<Map<string, string>> {
  const heard = new Map<string, string>();
  const { calls, signals } = events;
  for (let from = 0; from < Math.max(calls.length, signals.length); from += messagesPerPage) {
    const socket = await knock(world, to, await ticketOf(world, role, to));
    if ("code" in socket) return new Map([...calls.map(({ name }) => name), ...signals].map((name) => [name, "out"]));
    for (const { name, input } of calls.slice(from, from + messagesPerPage))
      heard.set(name, wordOf(await ask(socket, name, input ?? 0)));
    const sent = signals.slice(from, from + messagesPerPage);
    for (const name of sent) socket.emit(name, 0);
    for (const [name, word] of await whatTheLogSays(world, socket.id ?? "", sent)) heard.set(name, word);
    socket.close();
  }
  return heard;
}

function wordOf(answer: Answer<unknown>): string {
  if (answer.ok || answer.failure.code === "invalid") return "yes";
  return answer.failure.code === "forbidden" ? "no" : answer.failure.code;
}

/** Nobody answers a signal; the server's log says why it dropped one. */
async function whatTheLogSays(world: World, socket: string, names: readonly string[]): Promise<[string, string][]> {
  const file = path.join(world.installation.data, "logs/server.log");
  return eventually(`the server's log speaks of ${names.join(", ")}`, async () => {
    const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.includes(`"${socket}"`));
    const found = names.map((name) => {
      const line = lines.find((one) => one.includes(`"name":"${name}"`));
      return line === undefined ? undefined : ([name, line.includes('"why":"right"') ? "no" : "yes"] as const);
    });
    return found.every((one) => one !== undefined)
      ? found.map(([name, word]) => [name, word] as [string, string])
      : undefined;
  });
}
