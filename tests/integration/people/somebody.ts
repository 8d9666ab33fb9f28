import { expect } from "vitest";
import type { WorkspaceId } from "#shared/ids";
import { UserId } from "#shared/ids";
import type { PeopleView, PersonView } from "#shared/people";
import type { Right } from "#shared/ticket";
import { makePerson, makeWorkspace, type Person, signTicket } from "../fixtures/course";
import { openPage, type Page } from "../fixtures/page";
import type { DoorServer } from "../fixtures/socket-server";

/** A student with a workspace that is open in one page. */
export interface Student {
  readonly person: Person;
  readonly user: UserId;
  readonly workspace: WorkspaceId;
  readonly page: Page;
}

/** Somebody else who is in it. */
export interface Visitor {
  readonly person: Person;
  readonly user: UserId;
  readonly page: Page;
}

/** A student of the server's course, at work. */
export async function studentAtWork(server: DoorServer): Promise<Student> {
  const person = await makePerson(server.database, server.course);
  const workspace = await makeWorkspace(server.database, server.course, person);
  return { person, user: UserId.parse(person.id), workspace, page: await pageOf(server, person, workspace, "own") };
}

/** A tutor of the course who looks at a workspace. */
export async function tutorIn(server: DoorServer, workspace: WorkspaceId): Promise<Visitor> {
  const person = await makePerson(server.database, server.course, "tutor");
  return { person, user: UserId.parse(person.id), page: await pageOf(server, person, workspace, "view") };
}

/** A page with a fresh ticket. */
export async function pageOf(server: DoorServer, person: Person, workspace: string, right: Right): Promise<Page> {
  return openPage(server.port, await signTicket(person, workspace, { right }));
}

/** Who is here as a page was told last. */
export function company(page: Page): PeopleView | undefined {
  return page.heard("people:changed").at(-1);
}

/** Waits until a page was told that somebody is as described. */
export async function sees(page: Page, user: UserId, described: Partial<PersonView>): Promise<void> {
  await expect.poll(() => company(page)?.people.find((one) => one.user === user)).toMatchObject(described);
}

/** Asks and is granted. */
export async function driveWithConsent(student: Student, visitor: Visitor): Promise<void> {
  expect(await visitor.page.value("drive:ask")).toEqual({ granted: false });
  await sees(student.page, visitor.user, { askedAt: expect.any(Number) });
  await student.page.value("drive:answer", { user: visitor.user, grant: true });
}
