import { createTranslator } from "use-intl/core";
import { expect, it } from "vitest";
import type { Language } from "#app/i18n/languages";
import { messagesIn } from "#app/i18n/messages";
import { describeTopology } from "#app/workspace/topology/description";
import { InstanceName } from "#shared/ids";
import type { InstanceView } from "#shared/views";

function instance(name: string, over: Partial<InstanceView>): InstanceView {
  return {
    ...{ name: InstanceName.parse(name), image: "", hostName: name, address: "10.0.0.2", state: "running" },
    ...{ machine: "on", locked: false, stale: false, launch: {}, editable: [], command: [], health: "none" },
    ...{ restarts: 0, dependsOn: [], exposed: [], shown: [], listening: [], ...over },
  };
}

function described(language: Language, instances: readonly InstanceView[], subnet?: string): string {
  const words = { locale: language, messages: messagesIn(language) };
  const t = createTranslator({ ...words, namespace: "workspace" });
  return describeTopology(instances, subnet, t, createTranslator({ ...words, namespace: "ui.states" }));
}

const server = instance("server", {
  listening: [
    { port: 80, local: false },
    { port: 9000, local: true },
  ],
  shown: [{ port: 80, title: "Chat" }],
});
const client = instance("client", { state: "ready", dependsOn: [InstanceName.parse("server")] });

it("says of each host where it is, what it does and what it waits for", () => {
  expect(described("en", [server, client], "10.0.0.0/28")).toBe(
    "2 hosts on one network 10.0.0.0/28. " +
      "server at 10.0.0.2 is running, listens on 80, 9000 only on localhost, shows Chat on port 80 to your browser. " +
      "client at 10.0.0.2 is ready, nothing listens, starts after server.",
  );
});

it("says the same in German", () => {
  expect(described("de", [client], "10.0.0.0/28")).toBe(
    "1 Host in einem Netz 10.0.0.0/28. client mit 10.0.0.2: bereit, nichts lauscht, startet nach server.",
  );
});

it("names the networks when there are several", () => {
  const hosts = [instance("a", { networks: ["front"] }), instance("b", { networks: ["front", "back"] })];
  expect(described("en", hosts)).toBe(
    "2 hosts on 2 networks. a at 10.0.0.2 on front is running, nothing listens. " +
      "b at 10.0.0.2 on front, back is running, nothing listens.",
  );
});
