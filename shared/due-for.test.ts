import { expect, it } from "vitest";
import { dueFor } from "#shared/due-for";

const [first, second, third] = [1, 2, 3].map((day) => new Date(Date.UTC(2026, 11, day))) as [Date, Date, Date];

it("is the deadline for everybody but who has more time", () => {
  const deadline = { dueAt: first, extensions: [{ userId: "anna", dueAt: second }] };
  expect(dueFor("ben", deadline)).toEqual({ at: first, extended: false });
  expect(dueFor("anna", deadline)).toEqual({ at: second, extended: true });
  expect(dueFor("anna", null)).toBeUndefined();
});

it("is never earlier for who once had more time than the others", () => {
  expect(dueFor("anna", { dueAt: third, extensions: [{ userId: "anna", dueAt: second }] })).toEqual({
    at: third,
    extended: false,
  });
});
