import { expect, it } from "vitest";
import { isSameOrigin } from "#app/_server/same-origin";

const host = "lab.example:7080";

it("accepts a page of the host that was asked, by http and by https", () => {
  expect(isSameOrigin(new Headers({ host, origin: `http://${host}` }))).toBe(true);
  expect(isSameOrigin(new Headers({ host, origin: `https://${host}` }))).toBe(true);
});

it("compares with the name under which a proxy was asked", () => {
  expect(
    isSameOrigin(new Headers({ host: "127.0.0.1:7080", "x-forwarded-host": host, origin: `https://${host}` })),
  ).toBe(true);
});

it.each(["null", "http://evil.example", "http://lab.example", "http://lab.example:7080.evil.example", "not a url"])(
  "refuses the origin %s",
  (origin) => {
    expect(isSameOrigin(new Headers({ host, origin }))).toBe(false);
  },
);

it("without an origin believes only a browser that says same-origin", () => {
  expect(isSameOrigin(new Headers({ host, "sec-fetch-site": "same-origin" }))).toBe(true);
  expect(isSameOrigin(new Headers({ host, "sec-fetch-site": "same-site" }))).toBe(false);
  expect(isSameOrigin(new Headers({ host }))).toBe(false);
});
