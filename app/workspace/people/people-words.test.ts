import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { messagesIn } from "#app/i18n/messages";
import { auditSentence, helpWord, lastFailure } from "#app/workspace/people/people-words";
import { BuildId, HelpId, InstanceName, RunId, UserId } from "#shared/ids";
import { auditKinds } from "#shared/people";
import type { BuildView, InstanceView } from "#shared/views";

const messages = messagesIn("en");
const asItIs = (note: string) => note;

function build(state: BuildView["state"], endedAt: number): BuildView {
  const id = BuildId.parse("b1");
  return { id, number: 1, state, command: "make", createdAt: endedAt, endedAt, diagnostics: [], artifacts: [] };
}

function instance(name: string, state: InstanceView["state"], endedAt: number): InstanceView {
  const own = InstanceName.parse(name);
  const run = {
    ...{ id: RunId.parse(`r_${name}`), number: 1, instance: own, state, command: [], startedAt: 0, endedAt },
    logBytes: 0,
  };
  return {
    ...{ name: own, image: "", hostName: name, address: "10.0.0.2", state, machine: "on", locked: false, run },
    ...{ stale: false, launch: {}, editable: [], command: [], health: "none", restarts: 0, dependsOn: [] },
    ...{ exposed: [], shown: [], listening: [] },
  };
}

describe("what a raised hand is about at first", () => {
  it("is the newest of what failed", () => {
    const failed = [build("failed", 5)];
    expect(lastFailure(failed, [instance("a", "failed", 4)])).toMatchObject({ kind: "build" });
    expect(lastFailure(failed, [instance("a", "failed", 4), instance("b", "failed", 6)])).toMatchObject({ name: "b" });
  });

  it("is nothing when the newest build succeeded and no instance failed", () => {
    expect(lastFailure([build("succeeded", 5), build("failed", 4)], [instance("a", "exited", 3)])).toBeUndefined();
    expect(lastFailure([], [])).toBeUndefined();
  });
});

it.each([
  [1, "Next in line"],
  [2, "2nd in line"],
  [3, "3rd in line"],
  [11, "11th in line"],
  [22, "22nd in line"],
])("a hand that is number %i says %s", (position, words) => {
  const id = HelpId.parse("h1");
  const t = createTranslator({ locale: "en", messages, namespace: "workspace.help" });
  expect(helpWord({ id, state: "waiting", sentence: "?", raisedAt: 0, position }, t)).toBe(words);
});

it.each(auditKinds)("%s has a sentence with everybody's name", (kind) => {
  const person = (name: string) => ({ user: UserId.parse(`u_${name}`), name });
  const t = createTranslator({ locale: "en", messages, namespace: "workspace.audit" });
  const entry = { id: "1", at: 0, kind, by: person("Tom"), right: "drive" as const, note: "Because." };
  expect(auditSentence(entry, t, asItIs)).toMatch(/^Tom .*\. Because\.$/);
  const aimed = ["drive.granted", "drive.refused", "drive.revoked", "guest.invited", "guest.changed", "guest.removed"];
  if (aimed.includes(kind)) expect(auditSentence({ ...entry, whom: person("Anna") }, t, asItIs)).toContain("Anna");
});
