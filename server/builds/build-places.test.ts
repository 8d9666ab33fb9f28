import { expect, test } from "vitest";
import { createBuildPlaces } from "#server/builds/build-places";

const never = () => new AbortController().signal;

test("so many run at a time, the others come in order and hear how many are before them", async () => {
  const places = createBuildPlaces(1);
  const first = await places.take(never(), () => undefined);
  const heard: string[] = [];
  const order: string[] = [];
  const second = places
    .take(never(), (before) => heard.push(`second ${before}`))
    .then((release) => {
      order.push("second");
      return release;
    });
  const third = places.take(never(), (before) => heard.push(`third ${before}`)).then(() => order.push("third"));
  expect(heard).toContain("third 1");
  first();
  first();
  (await second)();
  await third;
  expect(order).toEqual(["second", "third"]);
  expect(heard).toContain("third 0");
});

test("who gives up while waiting leaves its place to the next", async () => {
  const places = createBuildPlaces(1);
  const first = await places.take(never(), () => undefined);
  const controller = new AbortController();
  const second = places.take(controller.signal, () => undefined);
  const third = places.take(never(), () => undefined);
  controller.abort(new Error("enough"));
  await expect(second).rejects.toThrow("enough");
  first();
  await third;
  await expect(places.take(AbortSignal.abort(new Error("late")), () => undefined)).rejects.toThrow("late");
});

test("what runs already counts, also above the limit", async () => {
  const places = createBuildPlaces(1);
  const one = places.occupy();
  const two = places.occupy();
  let entered = false;
  const waiting = places
    .take(never(), () => undefined)
    .then(() => {
      entered = true;
    });
  one();
  await Promise.resolve();
  expect(entered).toBe(false);
  two();
  await waiting;
});
