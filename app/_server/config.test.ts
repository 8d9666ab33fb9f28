import { expect, it } from "vitest";
import { readConfig } from "#app/_server/config";

const secrets = { NEXTAUTH_SECRET: "n".repeat(32), VARLAB_TICKET_SECRET: "t".repeat(32) };

it("takes the database from the data directory unless one is given", () => {
  expect(readConfig({ ...secrets, VARLAB_DATA: "/data" }).databaseUrl).toBe("file:/data/varlab.db");
  expect(readConfig({ ...secrets, DATABASE_URL: "file:/elsewhere.db" }).databaseUrl).toBe("file:/elsewhere.db");
});

it("names every variable that is wrong, and what it is for", () => {
  expect(() => readConfig({ NEXTAUTH_SECRET: "short", VARLAB_SERVER_PORT: "none" })).toThrow(
    /NEXTAUTH_SECRET: .*session cookie[\s\S]*VARLAB_TICKET_SECRET: [\s\S]*VARLAB_SERVER_PORT: /,
  );
});
