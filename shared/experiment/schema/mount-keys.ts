import { type JsonSchema, type Keys, mapping, size } from "#shared/experiment/schema/json-schema";

/** The keys of `tmpfs` in the long form of a mount. */
export const tmpfsMountKeys: Keys = {
  size: { ...size, description: "How much memory it may take, 4k to 128m.", examples: ["16m"] },
};

/** The keys of the long form in a service's `volumes`. */
export const mountKeys: Keys = {
  type: { type: "string", description: "A named volume or a folder in memory.", enum: ["volume", "tmpfs"] },
  source: { type: "string", description: "The name of a volume that the file declares." },
  target: { type: "string", description: "The folder in the instance.", examples: ["/data"] },
  read_only: { type: "boolean", description: "`true` when this instance only reads it.", default: false },
  tmpfs: mapping(tmpfsMountKeys, ["size"], { description: "How large a folder in memory is." }),
};

/** The keys of a volume's own `x-varlab`. */
export const volumeOwnKeys: Keys = {
  size: { ...size, description: "How large it is in each workspace, 16m to 512m.", default: "64m", examples: ["128m"] },
};

/** The keys of a volume that the file declares. */
export const volumeKeys: Keys = {
  driver: { type: "string", description: "Always the engine's own.", enum: ["local"] },
  "x-varlab": mapping(volumeOwnKeys, [], { description: "What Compose cannot say of a volume: its size." }),
};

/** `volumes` of the file. */
export const volumesSchema: JsonSchema = {
  type: "object",
  description:
    "Volumes by name: in each workspace a disk of its own, kept until the instances that mount it are reset.",
  additionalProperties: { ...mapping(volumeKeys, []), type: ["object", "null"] },
};
