import { courseSchema } from "#shared/experiment/schema/course-keys";
import { type JsonSchema, type Keys, mapping } from "#shared/experiment/schema/json-schema";
import { volumesSchema } from "#shared/experiment/schema/mount-keys";
import { networksSchema } from "#shared/experiment/schema/network-keys";
import { serviceKeys } from "#shared/experiment/schema/service-keys";

/** A host name: also what a service may be called. */
const hostName = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

/** A key of the file that only holds anchors: Compose calls it an extension and does not read it either. */
export const sharedPart = /^x-(?!varlab)/;

/** The keys of the whole file. */
export const fileKeys: Keys = {
  name: {
    type: "string",
    description: "The Compose project's name: lower-case letters, digits, `-` and `_`.",
    pattern: "^[a-z0-9][a-z0-9_-]*$",
    maxLength: 63,
  },
  "x-varlab": courseSchema,
  services: {
    type: "object",
    description: "One entry for each instance: its name is its host name. 1 to 12.",
    propertyNames: { pattern: hostName },
    additionalProperties: mapping(serviceKeys, [], {
      anyOf: [{ required: ["image"] }, { required: ["build"] }],
      description: "A computer of its own in each student's workspace, with an own address and host name.",
    }),
    minProperties: 1,
  },
  networks: networksSchema,
  volumes: volumesSchema,
};

/**
 * The format of experiments as a JSON Schema (draft 7), for editors: a safe subset of the Compose Specification, and `x-varlab`.
 * The reader takes its keys from the same tables; what no schema can say (that a dependency exists, that two lines agree) only it knows.
 */
export const experimentSchema: JsonSchema = mapping(fileKeys, ["x-varlab", "services"], {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "An experiment of Varlab",
  description: "A Compose file: a safe subset of the Compose Specification, plus `x-varlab`.",
  patternProperties: {
    [sharedPart.source]: { description: "A part that anchors of the file share; not read itself." },
  },
});
