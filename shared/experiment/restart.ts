import type { RestartRule } from "#shared/experiment/experiment";
import type { FieldReader } from "#shared/experiment/fields";
import { readSeconds } from "#shared/experiment/healthcheck";
import { restartPolicyKeys } from "#shared/experiment/schema/deploy-keys";
import type { Field } from "#shared/experiment/yaml-tree";

/** What holds for a service that says nothing. */
export const noRestart: RestartRule = { policy: "no", maximumRetries: null, delaySeconds: null, windowSeconds: null };

/** Seconds. A loop without delay would keep the machine busy with starting; after five minutes nobody looks any more. */
const DELAY = { fallback: 1, minimum: 1, maximum: 300 };
const WINDOW = { fallback: 10, minimum: 1, maximum: 600 };

/** `restart` and `deploy.restart_policy`, of which a service may have one. */
export function readRestartRule(
  reader: FieldReader,
  restart: Field | undefined,
  policy: Field | undefined,
): RestartRule {
  if (restart !== undefined && policy !== undefined)
    reader.refuse(
      restart,
      "`restart` and `deploy.restart_policy` both say when the program starts again.",
      "Keep one of them.",
    );
  if (policy !== undefined) return readPolicy(reader, policy) ?? noRestart;
  return (restart === undefined ? null : readRestart(reader, restart)) ?? noRestart;
}

/** `no`, `on-failure`, `on-failure:3`, `always` or `unless-stopped`; null after a problem. */
function readRestart(reader: FieldReader, field: Field): RestartRule | null {
  const text = field.node.kind === "scalar" ? field.node.source : "";
  const limited = /^on-failure:(\d{1,3})$/.exec(text);
  if (limited !== null) return { ...noRestart, policy: "on-failure", maximumRetries: Number(limited[1]) };
  // They differ only in what happens when the engine itself starts again, which instances do not notice here.
  if (text === "unless-stopped") return { ...noRestart, policy: "always" };
  if (field.node.kind === "scalar" && field.node.value === false)
    return reader.refuse(field, "`restart` must be a text.", 'Write `"no"` in quotes.');
  const policy = reader.oneOf(field, "`restart`", ["no", "on-failure", "always"]);
  return policy === null ? null : { ...noRestart, policy };
}

const policies = { none: "no", "on-failure": "on-failure", any: "always" } as const;

function readPolicy(reader: FieldReader, field: Field): RestartRule | null {
  const fields = reader.map(field, Object.keys(restartPolicyKeys));
  if (fields === null) return null;
  const condition = fields.get("condition");
  const chosen =
    condition === undefined ? "any" : reader.oneOf(condition, "`condition`", ["none", "on-failure", "any"] as const);
  const delay = fields.get("delay");
  const window = fields.get("window");
  const attempts = fields.get("max_attempts");
  return {
    policy: policies[chosen ?? "none"],
    maximumRetries: attempts === undefined ? null : reader.integer(attempts, "`max_attempts`", 0, 999),
    delaySeconds: delay === undefined ? null : readSeconds(reader, delay, DELAY),
    windowSeconds: window === undefined ? null : readSeconds(reader, window, WINDOW),
  };
}
