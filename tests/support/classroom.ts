import type { Database } from "#prisma/client";
import { makeCourse, makePerson, makeWorkspace, signTicket } from "../integration/fixtures/course";
import { type LivePage, openLivePage } from "./live-page";
import { makeMember, type Person } from "./people";

const compose = `
x-varlab:
  title: Relay
  summary: Four in a row
  toolchain: node
  build: { command: "true", artifacts: [{ name: program, path: out }] }
services:
  one: { image: varlab/node, command: ["node", "one.mjs"] }
  two: { image: varlab/node, command: ["node", "two.mjs"] }
  three: { image: varlab/node, command: ["node", "three.mjs"] }
  four: { image: varlab/node, command: ["node", "four.mjs"] }
`;

/** A course of its own with a tutor and students who have a workspace each. */
export interface Classroom {
  /** The class page's address. */
  readonly address: string;
  readonly tutor: Person;
  readonly seats: number;
  /** Opens the workspace of a student's seat, from 0 on. */
  sit(seat: number): Promise<LivePage>;
}

/** Makes the course; the students' pages speak straight to the workspace server. */
export async function makeClassroom(database: Database, serverOrigin: string, seats: number): Promise<Classroom> {
  const course = await makeCourse(database, compose);
  const tutor = await makeMember(database, "tutor", course.id);
  const students = await Promise.all(
    Array.from({ length: seats }, async () => {
      const person = await makePerson(database, course);
      return { person, workspace: await makeWorkspace(database, course, person) };
    }),
  );
  return {
    ...{ address: `/courses/${course.id}/class`, tutor, seats },
    sit(seat) {
      const student = students[seat];
      if (student === undefined) throw new Error(`There is no seat ${seat}.`);
      return openLivePage(serverOrigin, () => signTicket(student.person, student.workspace));
    },
  };
}
