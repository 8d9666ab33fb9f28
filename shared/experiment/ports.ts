import type { ShownPort } from "#shared/experiment/experiment";
import type { FieldReader } from "#shared/experiment/fields";
import { showKeys } from "#shared/experiment/schema/own-keys";
import { portKeys } from "#shared/experiment/schema/service-keys";
import type { Field } from "#shared/experiment/yaml-tree";

/** The container ports of `expose` and `ports` together, ascending; a host port is refused. */
export function readPorts(reader: FieldReader, expose: Field | undefined, ports: Field | undefined): number[] {
  const exposed =
    expose === undefined ? [] : (reader.items(expose, "`expose`") ?? []).map((item) => readPort(reader, item));
  const published =
    ports === undefined ? [] : (reader.items(ports, "`ports`") ?? []).map((item) => readPublished(reader, item));
  const all = [...exposed, ...published].filter((port) => port !== null);
  return [...new Set(all)].sort((a, b) => a - b);
}

function readPublished(reader: FieldReader, field: Field): number | null {
  if (field.node.kind === "map") return readLongPort(reader, field);
  const text = field.node.kind === "scalar" ? field.node.source : "";
  if (text.includes(":")) {
    return reader.refuse(
      field,
      `\`${text}\` publishes a fixed port of the host, but many students run this experiment on one host.`,
      `Write the container's port alone, such as "${text.slice(text.lastIndexOf(":") + 1)}", and show it with \`x-varlab.show\`.`,
    );
  }
  return readPort(reader, field);
}

function readLongPort(reader: FieldReader, field: Field): number | null {
  const hostSide = (key: string) => ({
    sentence: `\`${key}\` is about the host's side of a port, but many students run this experiment on one host.`,
    instead: "Keep `target` alone.",
  });
  const fields = reader.map(field, Object.keys(portKeys), {
    published: hostSide("published"),
    host_ip: hostSide("host_ip"),
    mode: hostSide("mode"),
    name: hostSide("name"),
    app_protocol: hostSide("app_protocol"),
  });
  const protocol = fields?.get("protocol");
  if (protocol !== undefined) reader.oneOf(protocol, "`protocol`", ["tcp"]);
  const target = fields?.get("target");
  if (target !== undefined) return readPort(reader, target);
  return fields === null ? null : reader.missing(field, "target", "Write `target: 8001`.");
}

function readPort(reader: FieldReader, field: Field): number | null {
  const text = field.node.kind === "scalar" ? field.node.source : "";
  if (/^\d+-\d+$/.test(text))
    return reader.refuse(field, "A range of ports cannot be drawn or shown.", "Write each port.");
  if (/^\d+\/udp$/.test(text))
    return reader.refuse(
      field,
      "Only TCP ports are declared; UDP works between instances without being declared.",
      "Delete the line.",
    );
  const tcp = /^(\d{1,5})\/tcp$/.exec(text);
  if (tcp !== null && Number(tcp[1]) >= 1 && Number(tcp[1]) <= 65535) return Number(tcp[1]);
  return reader.integer(field, "A port", 1, 65535);
}

/** The ports shown to the student's browser, each of which must be declared. */
export function readShow(reader: FieldReader, field: Field, declared: readonly number[]): ShownPort[] {
  const shown = (reader.items(field, "`show`") ?? [])
    .map((item) => readShownPort(reader, item, declared))
    .filter((port) => port !== null);
  if (new Set(shown.map(({ port }) => port)).size < shown.length)
    reader.refuse(field, "A port is shown twice.", "Keep one of them.");
  return shown;
}

function readShownPort(reader: FieldReader, field: Field, declared: readonly number[]): ShownPort | null {
  const fields = reader.map(field, Object.keys(showKeys));
  if (fields === null) return null;
  const portField = fields.get("port");
  if (portField === undefined) return reader.missing(field, "port", "Write `port: 8001`.");
  const port = reader.integer(portField, "`port`", 1, 65535);
  if (port === null) return null;
  if (!declared.includes(port))
    return reader.refuse(
      portField,
      `Port ${port} is shown but the service does not declare it.`,
      `Add \`ports: ["${port}"]\` to the service.`,
    );
  const titleField = fields.get("title");
  return { port, title: (titleField && reader.text(titleField, "`title`", 80)) ?? `Port ${port}` };
}
