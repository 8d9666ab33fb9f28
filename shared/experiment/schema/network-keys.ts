import { type JsonSchema, type Keys, listOf, mapping } from "#shared/experiment/schema/json-schema";

/** The keys of a network that the file declares. */
export const networkKeys: Keys = {
  internal: { type: "boolean", description: "Always true: no network leads out of the workspace.", enum: [true] },
  driver: { type: "string", description: "Always a bridge of the workspace's own.", enum: ["bridge"] },
};

/** `networks` of the file. */
export const networksSchema: JsonSchema = {
  type: "object",
  description: "Networks by name. A service is on those that it names, or on `default`, and sees no other. At most 7.",
  additionalProperties: { ...mapping(networkKeys, []), type: ["object", "null"] },
};

/** The keys of a service's place on a network. */
export const attachmentKeys: Keys = {
  aliases: listOf({ type: "string" }, { description: "Further names of this service on this network." }),
};

/** `networks` of a service. */
export const attachmentsSchema: JsonSchema = {
  description: "The networks this service is on; it sees no other. The first one gives the address that is shown.",
  anyOf: [
    { type: "array", items: { type: "string" } },
    { type: "object", additionalProperties: { ...mapping(attachmentKeys, []), type: ["object", "null"] } },
  ],
};
