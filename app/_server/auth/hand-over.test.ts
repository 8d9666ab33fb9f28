import { expect, it } from "vitest";
import { handOver } from "#app/_server/auth/hand-over";

it("goes to the other site without a redirect, so that no content policy of ours stops it", async () => {
  const answer = handOver("https://login.example.edu/auth?a=1&b=2", new Headers({ Location: "https://elsewhere" }));
  expect([answer.status, answer.headers.get("Location")]).toEqual([200, null]);
  expect(await answer.text()).toContain('content="0;url=https://login.example.edu/auth?a=1&amp;b=2"');
});

it("keeps the cookies that belong to the way", () => {
  const headers = new Headers();
  headers.append("Set-Cookie", "state=1");
  headers.append("Set-Cookie", "nonce=2");
  expect(handOver("https://login.example.edu/", headers).headers.getSetCookie()).toEqual(["state=1", "nonce=2"]);
});

it("lets no address out of its attribute, and runs nothing", async () => {
  const answer = handOver('https://login.example.edu/"><script>alert(1)</script>', new Headers());
  const text = await answer.text();
  expect(text).not.toContain("<script");
  expect(text).toContain("&quot;&gt;&lt;script&gt;");
  expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
});
