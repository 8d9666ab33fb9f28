import type { Namespace } from "socket.io";
import type { ClassChecks } from "#server/checks/class-checks";
import type { Classes } from "#server/class/classes";
import type { Help, Teacher } from "#server/help/help";
import type { Log } from "#server/log";
import { createPageDoor, type Page, type PageDoor } from "#server/sockets/page-door";
import { register } from "#server/sockets/register";
import type { Rights } from "#server/tickets/rights";
import type { TicketReader } from "#server/tickets/ticket-reader";
import { UserError } from "#shared/failures";
import { classCalls } from "#shared/socket/class-catalogue";
import type { CourseTicketClaims, Right } from "#shared/ticket";

interface ClassServerParts {
  readonly namespace: Namespace;
  readonly tickets: TicketReader;
  readonly rights: Pick<Rights, "teach" | "lecture">;
  readonly classes: Classes;
  readonly help: Help;
  readonly checks: Pick<ClassChecks, "newest" | "run" | "cancel" | "listen">;
  readonly log: Log;
}

interface ClassCaller extends Teacher {
  /** All that a class page asks is for those who teach; the door has seen to it. */
  readonly right: Right;
}

/** Listens for class pages in a namespace: a door of its own, for those who teach. */
export function createClassServer(parts: ClassServerParts): PageDoor {
  const { namespace, tickets, rights, classes, help, checks, log } = parts;

  /** Everybody's files are copied, built and run: that is for who answers for the course. */
  async function refuseTutors({ user, course }: ClassCaller): Promise<void> {
    if (!(await rights.lecture(user, course)))
      throw new UserError("forbidden", "Only a lecturer of the course checks everybody's files.");
  }

  function enter({ socket, claims, send }: Page<CourseTicketClaims>): () => void {
    const { course, sub: user, name } = claims;
    const caller: ClassCaller = { user, name, course, right: "view" };
    const stop = classes.listen(course, { changed: (notice) => send("class:changed", notice) });
    const stopChecks = checks.listen(course, (run) => send("checks:changed", run));
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
        "checks:run": async (teacher, { experiment }) => {
          await refuseTutors(teacher);
          return checks.run(course, experiment, teacher);
        },
        "checks:cancel": async (teacher, { id }) => {
          await refuseTutors(teacher);
          await checks.cancel(course, id);
          return {};
        },
        "help:lines": async (teacher, { id }) => ({ text: await help.lines(teacher, id) }),
      },
      signals: {},
      signalHandlers: {},
    });
    return () => {
      stopChecks();
      stop();
    };
  }

  return createPageDoor<CourseTicketClaims>({
    ...{ namespace, enter, log, what: "The class" },
    read: (ticket) => tickets.readCourse(ticket),
    hold: (claims) => rights.teach(claims),
    farewell: { name: "class:closed", sentence: "You have signed out, or you do not teach this course any more." },
  });
}
