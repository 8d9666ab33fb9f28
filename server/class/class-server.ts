import type { Namespace, Socket } from "socket.io";
import type { ClassChecks } from "#server/checks/class-checks";
import type { Classes } from "#server/class/classes";
import type { Help, Teacher } from "#server/help/help";
import type { Log } from "#server/log";
import { register } from "#server/sockets/register";
import { refusedHandshake } from "#server/sockets/socket-server";
import { bufferedBytes } from "#server/sockets/viewer";
import type { Rights } from "#server/tickets/rights";
import type { TicketReader } from "#server/tickets/ticket-reader";
import { UserError } from "#shared/failures";
import { bundle } from "#shared/socket/bundle";
import { type ClassNotice, classCalls } from "#shared/socket/class-catalogue";
import type { CourseTicketClaims, Right } from "#shared/ticket";

/** Class pages of one person; more are a mistake or an attack. */
const PAGES_PER_PERSON = 16;
/** A page that does not read is cut off at this many unsent bytes; it comes back and takes a snapshot. */
const MAXIMUM_BUFFERED_BYTES = 4 * 1024 * 1024;

interface ClassServerParts {
  readonly namespace: Namespace;
  readonly tickets: TicketReader;
  readonly rights: Pick<Rights, "teach">;
  readonly classes: Classes;
  readonly help: Help;
  readonly checks: Pick<ClassChecks, "newest" | "run" | "cancel" | "listen">;
  readonly log: Log;
}

interface ClassCaller extends Teacher {
  /** All that a class page asks is for those who teach; the door has seen to it. */
  readonly right: Right;
}

/** The class pages' side of the socket: a door of its own, for those who teach. */
export interface ClassServer {
  /** Looks at the database again: who does not teach the course any more is sent away. */
  refresh(): Promise<void>;
}

/** Listens for class pages in a namespace. */
export function createClassServer(parts: ClassServerParts): ClassServer {
  const { namespace, tickets, rights, classes, help, checks, log } = parts;
  const pages = new Map<Socket, CourseTicketClaims>();

  namespace.use((socket, next) => {
    admit(socket.handshake.auth).then(
      (claims) => {
        socket.data.course = claims;
        next();
      },
      (error: unknown) => next(refusedHandshake(error, log, socket.id)),
    );
  });

  async function admit(auth: Readonly<Record<string, unknown>>): Promise<CourseTicketClaims> {
    const claims = await tickets.readCourse(auth.ticket);
    const [teaches] = await rights.teach([claims]);
    if (teaches !== true) throw new UserError("unauthenticated", "This ticket does not hold any more. Sign in again.");
    if ([...pages.values()].filter(({ sub }) => sub === claims.sub).length >= PAGES_PER_PERSON)
      throw new UserError("limit", "The class is open in too many tabs. Close some of them, then reload this one.");
    return claims;
  }

  namespace.on("connection", (socket) => {
    const claims: CourseTicketClaims = socket.data.course;
    pages.set(socket, claims);
    const { course, sub: user, name } = claims;
    const caller: ClassCaller = { user, name, course, right: "view" };
    const stop = classes.listen(course, {
      changed(notice: ClassNotice<"class:changed">) {
        if (bufferedBytes(socket.conn) > MAXIMUM_BUFFERED_BYTES) socket.disconnect(true);
        else socket.emit("class:changed", bundle(notice));
      },
    });
    const stopChecks = checks.listen(course, (run) => socket.emit("checks:changed", bundle(run)));
    socket.once("disconnect", () => {
      pages.delete(socket);
      stopChecks();
      stop();
    });
    register({
      ...{ socket, caller, context: { course, user }, log },
      calls: classCalls,
      callHandlers: {
        "class:open": () => classes.open(course),
        "help:take": (teacher, { id }) => help.move(teacher, id, "taken"),
        "help:pause": (teacher, { id }) => help.move(teacher, id, "paused"),
        "help:close": async (teacher, { id }) => {
          await help.move(teacher, id, "closed");
          return {};
        },
        "checks:newest": async (_teacher, { experiment }) => ({ run: await checks.newest(course, experiment) }),
        "checks:run": (teacher, { experiment }) => checks.run(course, experiment, teacher),
        "checks:cancel": async (_teacher, { id }) => {
          await checks.cancel(course, id);
          return {};
        },
        "help:lines": async (teacher, { id }) => ({ text: await help.lines(teacher, id) }),
      },
      signals: {},
      signalHandlers: {},
    });
  });

  return {
    async refresh() {
      const open = [...pages];
      if (open.length === 0) return;
      const teaching = await rights.teach(open.map(([, claims]) => claims));
      open.forEach(([socket], index) => {
        if (teaching[index] === true) return;
        socket.emit("class:closed", { sentence: "You have signed out, or you do not teach this course any more." });
        socket.disconnect(true);
      });
    },
  };
}
