import { expect, test } from "vitest";
import { Member } from "#server/people/member";
import { UserId } from "#shared/ids";
import type { Right } from "#shared/ticket";

const user = UserId.parse("u1");
const member = (base: Right) => new Member(user, "Ben", "guest", base, 1, 0);

test("a granted right lies above the invitation's and never above the owner's", () => {
  const guest = member("view");
  expect(guest.right).toBe("view");
  guest.grant(false);
  expect(guest.right).toBe("drive");
  guest.setBase("own");
  expect(guest.right).toBe("own");
});

test("whatever waits is told the moment the last reason to drive is gone, not before", () => {
  const guest = member("drive");
  guest.grant(false);
  const { driving } = guest;
  guest.setBase("view");
  expect(driving.aborted).toBe(false);
  expect(guest.stopDriving()).toBe(true);
  expect(driving.aborted).toBe(true);
  expect(guest.right).toBe("view");
  expect(guest.driving.aborted).toBe(false);
});

test("what was typed under an earlier right does not come to life with a later one", () => {
  const guest = member("drive");
  const { driving } = guest;
  guest.setBase("view");
  guest.setBase("drive");
  expect(driving.aborted).toBe(true);
  expect(guest.driving.aborted).toBe(false);
});

test("a grant answers the question, and ending none says so", () => {
  const guest = member("view");
  guest.askedAt = 5;
  guest.grant(true);
  expect(guest.present()).toMatchObject({ askedAt: undefined, right: "drive", drivesSince: expect.any(Number) });
  expect(guest.drivesByCourse).toBe(true);
  expect(guest.stopDriving()).toBe(true);
  expect(guest.stopDriving()).toBe(false);
});
