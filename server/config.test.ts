import { expect, test } from "vitest";
import { readConfig } from "#server/config";

const secret = "s".repeat(32);

test("defaults are complete when only the secret is given", () => {
  const config = readConfig({ VARLAB_TICKET_SECRET: secret, VARLAB_DATA: "/data" });
  expect(config).toMatchObject({
    data: "/data",
    databaseUrl: "file:/data/varlab.db",
    host: "127.0.0.1",
    port: 7081,
    publicOrigins: [],
    previewPorts: { first: 7100, last: 7163 },
    subnetPool: "10.213.0.0/16",
  });
});

test("origins are read as a list and reduced to scheme, host and port", () => {
  const config = readConfig({
    VARLAB_TICKET_SECRET: secret,
    VARLAB_PUBLIC_ORIGINS: "https://a.example/x, http://b.example:81",
  });
  expect(config.publicOrigins).toEqual(["https://a.example", "http://b.example:81"]);
});

test.each([
  ["VARLAB_TICKET_SECRET", { VARLAB_TICKET_SECRET: "short" }],
  ["VARLAB_TICKET_SECRET", {}],
  ["VARLAB_SERVER_PORT", { VARLAB_TICKET_SECRET: secret, VARLAB_SERVER_PORT: "70000" }],
  ["VARLAB_PREVIEW_PORTS", { VARLAB_TICKET_SECRET: secret, VARLAB_PREVIEW_PORTS: "7163-7100" }],
  ["VARLAB_INSTALLATION", { VARLAB_TICKET_SECRET: secret, VARLAB_INSTALLATION: "a b" }],
  ["VARLAB_SUBNET_POOL", { VARLAB_TICKET_SECRET: secret, VARLAB_SUBNET_POOL: "10.0.0.0" }],
  ["VARLAB_PUBLIC_ORIGINS", { VARLAB_TICKET_SECRET: secret, VARLAB_PUBLIC_ORIGINS: "nonsense" }],
])("a wrong %s is named with its meaning", (name, environment) => {
  expect(() => readConfig(environment)).toThrow(name);
});
