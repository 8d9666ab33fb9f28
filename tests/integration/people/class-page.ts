import { io, type Socket } from "socket.io-client";
import { onTestFinished } from "vitest";
import type { ClassSnapshot, ClassStudent } from "#shared/class";
import type { Failure } from "#shared/failures";
import { unbundle } from "#shared/socket/bundle";
import { type Answer, socketPath } from "#shared/socket/catalogue";
import {
  type ClassCallInput,
  type ClassCallName,
  type ClassCallOutput,
  type ClassNotice,
  classNamespace,
} from "#shared/socket/class-catalogue";

/** A class page as far as the server can tell. */
export interface ClassPage {
  readonly socket: Socket;
  call<N extends ClassCallName>(name: N, input: ClassCallInput<N>): Promise<Answer<ClassCallOutput<N>>>;
  value<N extends ClassCallName>(name: N, input: ClassCallInput<N>): Promise<ClassCallOutput<N>>;
  /** The snapshot with all that changed since, as a page holds it; undefined before `open`. */
  readonly state: ClassSnapshot | undefined;
  /** When each change came, in milliseconds. */
  readonly changes: { readonly at: number; readonly notice: ClassNotice<"class:changed"> }[];
  row(user: string): ClassStudent | undefined;
  readonly closed: Promise<string>;
}

/** Connects with a ticket and takes the snapshot; rejects with the failure when the handshake is refused. */
export async function openClassPage(port: number, ticket: unknown): Promise<ClassPage> {
  const socket = io(`http://127.0.0.1:${port}${classNamespace}`, {
    path: socketPath,
    addTrailingSlash: false,
    transports: ["websocket"],
    auth: { ticket },
    reconnection: false,
    forceNew: true,
  });
  onTestFinished(() => void socket.close());
  const closed = new Promise<string>((resolve) => socket.once("disconnect", resolve));
  const changes: ClassPage["changes"] = [];
  let state: ClassSnapshot | undefined;
  socket.on("class:changed", (raw: unknown) => {
    const notice = unbundle(raw) as ClassNotice<"class:changed">;
    changes.push({ at: performance.now(), notice });
    if (state !== undefined) state = changed(state, notice);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error: Error & { data?: Failure }) =>
      reject(error.data ?? { code: "forbidden", sentence: error.message }),
    );
  });
  const call: ClassPage["call"] = async (name, input) =>
    unbundle(await socket.timeout(30_000).emitWithAck(name, input)) as Answer<ClassCallOutput<typeof name>>;
  const page: ClassPage = {
    ...{ socket, call, changes, closed },
    async value(name, input) {
      const answer = await call(name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}: ${answer.failure.sentence}`);
      return answer.value;
    },
    get state() {
      return state;
    },
    row: (user) => state?.students.find((one) => one.user === user),
  };
  state = await page.value("class:open", {});
  return page;
}

function changed(state: ClassSnapshot, notice: ClassNotice<"class:changed">): ClassSnapshot {
  const fresh = new Map(notice.students.map((student) => [student.user, student]));
  const known = new Set(state.students.map(({ user }) => user));
  return {
    ...state,
    students: [
      ...state.students.filter(({ user }) => !notice.removed.includes(user)).map((one) => fresh.get(one.user) ?? one),
      ...notice.students.filter(({ user }) => !known.has(user)),
    ],
    queue: notice.queue ?? state.queue,
    settings: notice.settings ?? state.settings,
  };
}
