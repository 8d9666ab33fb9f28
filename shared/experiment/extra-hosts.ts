import type { FieldReader } from "#shared/experiment/fields";
import { readHostName } from "#shared/experiment/networks";
import type { Field } from "#shared/experiment/yaml-tree";

/** An extra name with what stands for its address, which is to be an instance. */
export interface WrittenHost {
  readonly name: string;
  readonly target: string;
  readonly at: Field;
}

const INSTEAD = "Write the name of a service in place of the address, such as `database: db`.";

/** `extra_hosts` as a mapping or as a list of `name:service`; what the services are is not known yet. */
export function readExtraHosts(reader: FieldReader, field: Field): WrittenHost[] {
  const hosts =
    field.node.kind === "list"
      ? (reader.items(field, "`extra_hosts`") ?? []).map((item) => readLine(reader, item))
      : (reader.entries(field, "`extra_hosts`") ?? []).map(({ name, key, value }) => {
          const target = value.node.kind === "list" ? null : reader.text(value, "The instance behind a name", 100);
          if (value.node.kind === "list") reader.refuse(value, "A name stands for one instance here.", INSTEAD);
          return target === null ? null : checked(reader, key, name, value, target);
        });
  const found = hosts.filter((host) => host !== null);
  for (const [index, host] of found.entries()) {
    if (found.slice(0, index).some(({ name }) => name === host.name))
      reader.refuse(host.at, `\`${host.name}\` stands for two instances.`, "Keep one of them.");
  }
  return found;
}

function readLine(reader: FieldReader, item: Field): WrittenHost | null {
  const text = reader.text(item, "An extra host", 200);
  if (text === null) return null;
  const parts = /^([^:=]+)[:=](.+)$/.exec(text);
  if (parts === null) return reader.refuse(item, `\`${text}\` names no instance.`, "Write `name:service`.");
  return checked(reader, item, parts[1] ?? "", item, parts[2] ?? "");
}

function checked(reader: FieldReader, nameAt: Field, name: string, at: Field, target: string): WrittenHost | null {
  if (target === "host-gateway")
    return reader.refuse(at, "`host-gateway` is the server itself, which no instance can reach.", INSTEAD);
  if (/^[\d.]+$/.test(target) || target.includes(":"))
    return reader.refuse(
      at,
      `\`${target}\` is an address, but instances have another one in every workspace and reach nothing else.`,
      INSTEAD,
    );
  const asText: Field = { ...nameAt, node: { kind: "scalar", place: nameAt.node.place, value: name, source: name } };
  const valid = readHostName(reader, asText, "An extra host");
  return valid === null ? null : { name: valid, target, at };
}
