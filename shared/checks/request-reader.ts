import { type CheckAction, checkLimits, type Match, throughPreview } from "#shared/checks/check";
import { readMatch, readMatchText } from "#shared/checks/match-reader";
import type { StepContext } from "#shared/checks/step-context";
import type { Field } from "#shared/experiment/yaml-tree";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
const keys = ["url", "from", "method", "send", "times", "status", "text", "pattern", "lines"];

/** A request: its address, who asks, and what the answer must be. */
export function readRequest(context: StepContext, field: Field): CheckAction | null {
  const { reader, names } = context;
  const fields = reader.map(field, keys);
  if (fields === null) return null;
  const fromField = fields.get("from");
  const from =
    fromField === undefined ? throughPreview : reader.oneOf(fromField, "`from`", [throughPreview, ...names] as const);
  const target = readUrl(context, field, fields.get("url"), from);
  const methodField = fields.get("method");
  const method = methodField === undefined ? "GET" : reader.oneOf(methodField, "`method`", methods);
  const sendField = fields.get("send");
  const send = sendField === undefined ? null : reader.text(sendField, "`send`");
  const whole = (key: string, minimum: number, maximum: number) => {
    const found = fields.get(key);
    return found === undefined ? undefined : reader.integer(found, `\`${key}\``, minimum, maximum);
  };
  const times = whole("times", 1, checkLimits.times);
  const status = whole("status", 100, 599);
  const body = readMatch(reader, fields, names);
  const lines = readLines(context, fields.get("lines"), body);
  if (target === null || from === null || method === null) return null;
  return { kind: "request", ...target, from, method, send, times: times ?? 1, status: status ?? null, body, lines };
}

function readLines({ reader, names }: StepContext, field: Field | undefined, body: Match | null): string[] | null {
  if (field === undefined) return null;
  if (body !== null)
    return reader.refuse(field, "`lines` says what the whole body is; `text` and `pattern` look into it.", "Keep one.");
  const items = reader.items(field, "`lines`");
  const read = items?.map((item) => readMatchText(reader, item, "Each of `lines`", "pattern", names)) ?? [];
  return items !== null && read.every((line) => line !== null) ? read : null;
}

/** `http://name:port/path`, where the name is an instance's, its host name, or localhost for the one that asks. */
function readUrl(
  { reader, experiment, names }: StepContext,
  parent: Field,
  field: Field | undefined,
  from: string | null,
) {
  const example = `Write an address such as http://${names[0] ?? "server"}:8080/.`;
  if (field === undefined) return reader.missing(parent, "url", example);
  const text = reader.text(field, "`url`", 500);
  if (text === null) return null;
  const match = /^http:\/\/([a-z0-9.-]{1,63})(?::(\d{1,5}))?(\/[\x21-\x7e]*)?$/.exec(text);
  if (match === null) return reader.refuse(field, `\`${text}\` is not an address that a step can ask.`, example);
  const [, host = "", portText = "80", path = "/"] = match;
  const port = Number(portText);
  const service = experiment.services.find((one) => one.name === host || one.hostname === host);
  const isLocal = host === "localhost" && from !== throughPreview;
  if ((service === undefined && !isLocal) || port < 1 || port > 65535)
    return reader.refuse(
      field,
      `\`${host}\` is not an instance of this experiment.`,
      `Instances: ${names.join(", ")}.`,
    );
  if (from === throughPreview && !service?.show.some((shown) => shown.port === port))
    return reader.refuse(
      field,
      `Port ${port} of \`${host}\` is not shown, so no browser can ask it.`,
      "Add it to `show` in the Compose file, or write `from:` with the instance that asks.",
    );
  return { host, port, path };
}
