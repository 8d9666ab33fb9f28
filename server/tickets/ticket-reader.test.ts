import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { createTicketReader } from "#server/tickets/ticket-reader";
import { ticketAudience, ticketIssuer } from "#shared/ticket";

const secret = "a-secret-of-thirty-two-characters-or-more";
const claims = { sub: "u1", name: "Anna", sid: "s1", workspace: "w1", right: "own" };
const reader = createTicketReader(secret);

interface Variation {
  claims?: Record<string, unknown>;
  secret?: string;
  audience?: string;
  issuer?: string;
  expires?: string;
}

function sign(variation: Variation = {}): Promise<string> {
  return new SignJWT({ ...claims, ...variation.claims })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(variation.audience ?? ticketAudience)
    .setIssuer(variation.issuer ?? ticketIssuer)
    .setIssuedAt()
    .setExpirationTime(variation.expires ?? "60s")
    .sign(new TextEncoder().encode(variation.secret ?? secret));
}

function unsigned(): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const payload = { ...claims, aud: ticketAudience, iss: ticketIssuer, exp: Math.floor(Date.now() / 1000) + 30 };
  return `${part({ alg: "none" })}.${part(payload)}.`;
}

test("a good ticket gives its claims", async () => {
  expect(await reader.read(await sign())).toMatchObject(claims);
});

test.each<[string, () => unknown]>([
  ["no ticket", () => undefined],
  ["not a text", () => ({ ticket: true })],
  ["nonsense", () => "a.b.c"],
  ["an endless text", () => "a".repeat(100_000)],
  ["an unsigned one", unsigned],
  ["one of another secret", () => sign({ secret: "another-secret-of-thirty-two-characters" })],
  ["an expired one", () => sign({ expires: "-3s" })],
  ["one that lives for a year", () => sign({ expires: "365d" })],
  ["another audience", () => sign({ audience: "elsewhere" })],
  ["another issuer", () => sign({ issuer: "elsewhere" })],
  ["an unknown right", () => sign({ claims: { right: "root" } })],
  ["a workspace that is a path", () => sign({ claims: { workspace: "../etc" } })],
  ["a tampered one", async () => (await sign()).replace(/\.(.)/, (_, c: string) => `.${c === "e" ? "f" : "e"}`)],
])("%s is refused as unauthenticated", async (_name, make) => {
  await expect(reader.read(await make())).rejects.toMatchObject({ name: "UserError", code: "unauthenticated" });
});
