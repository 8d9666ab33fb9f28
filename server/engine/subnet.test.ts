import { expect, test } from "vitest";
import { addressesPerSubnet, addressOf, contains, networksOf, nextSubnet } from "#server/engine/subnet";

const pool = "10.213.0.0/16";

test("the first free subnet of the pool is given", () => {
  expect(nextSubnet([], pool)).toBe("10.213.0.0/28");
  expect(nextSubnet(["10.213.0.0/28", "10.213.0.32/28"], pool)).toBe("10.213.0.16/28");
});

test("a network of another size in the pool is kept clear of", () => {
  expect(nextSubnet(["10.213.0.0/24"], pool)).toBe("10.213.1.0/28");
  expect(nextSubnet(["10.0.0.0/8"], pool)).toBeUndefined();
  expect(nextSubnet(["10.213.0.4/30"], pool)).toBe("10.213.0.16/28");
});

test("a pool gives exactly as many subnets as fit", () => {
  const taken: string[] = [];
  for (let next = nextSubnet(taken, "10.0.0.0/24"); next; next = nextSubnet(taken, "10.0.0.0/24")) taken.push(next);
  expect(taken).toHaveLength(16);
  expect(taken.at(-1)).toBe("10.0.0.240/28");
});

test("a workspace with several networks gets a block that holds them side by side", () => {
  expect(nextSubnet([], pool, 2)).toBe("10.213.0.0/27");
  expect(nextSubnet(["10.213.0.0/28"], pool, 3)).toBe("10.213.0.64/26");
  expect(nextSubnet(["10.213.0.64/26"], pool, 8)).toBe("10.213.0.128/25");
  expect(nextSubnet(["10.213.0.0/26"], pool)).toBe("10.213.0.64/28");
  expect(nextSubnet([], "10.213.0.0/28", 2)).toBeUndefined();
  expect(networksOf("10.213.0.64/26", 3)).toEqual(["10.213.0.64/28", "10.213.0.80/28", "10.213.0.96/28"]);
  expect(() => networksOf("10.213.0.0/28", 2)).toThrow(RangeError);
});

test("machines get addresses between the gateway and the broadcast address", () => {
  expect(addressOf("10.213.4.16/28", 0)).toBe("10.213.4.18");
  expect(addressOf("10.213.4.16/28", addressesPerSubnet - 1)).toBe("10.213.4.30");
  expect(() => addressOf("10.213.4.16/28", addressesPerSubnet)).toThrow(RangeError);
  expect(() => addressOf("10.213.4.16/28", -1)).toThrow(RangeError);
});

test("an address is inside its subnet and outside the next", () => {
  expect(contains("10.213.4.16/28", "10.213.4.31")).toBe(true);
  expect(contains("10.213.4.16/28", "10.213.4.32")).toBe(false);
  expect(contains("0.0.0.0/0", "255.255.255.255")).toBe(true);
});

test.each(["", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.256/8", "a.b.c.d/8", "fd00::/64"])(
  "%j is no subnet",
  (text) => {
    expect(() => contains(text, "10.0.0.1")).toThrow(RangeError);
  },
);
