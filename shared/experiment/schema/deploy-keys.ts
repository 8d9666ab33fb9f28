import { duration, type Keys, mapping, size } from "#shared/experiment/schema/json-schema";

/** The keys of `deploy.restart_policy`. */
export const restartPolicyKeys: Keys = {
  condition: {
    type: "string",
    description: "`none`: never. `on-failure`: when it ended with an exit code other than 0. `any`: always.",
    enum: ["none", "on-failure", "any"],
    default: "any",
  },
  delay: {
    ...duration,
    description: "Before each new start; 1 s to 5 min. A second, doubled each time, unless given.",
  },
  max_attempts: {
    type: ["integer", "string"],
    description: "Starts again after this many failures to stay up, 0 to 999; without limit unless given.",
  },
  window: {
    ...duration,
    description: "A program that ran this long has settled: counting begins again; 1 s to 10 min.",
  },
};

/** The keys of `deploy.resources.limits`. */
export const limitKeys: Keys = {
  cpus: { type: ["string", "number"], description: "Processors, 0.1 to 4: the same as `cpus`.", examples: ["0.5"] },
  memory: { ...size, description: "Memory, 32m to 1g: the same as `mem_limit`.", examples: ["256m"] },
  pids: { type: ["integer", "string"], description: "Processes and threads, 16 to 1024: the same as `pids_limit`." },
};

/** The keys of `deploy.resources`. */
export const resourcesKeys: Keys = {
  limits: mapping(limitKeys, [], { description: "What each instance may use at most." }),
};

/** The keys of `deploy`. */
export const deployKeys: Keys = {
  mode: { type: "string", description: "Always replicas.", enum: ["replicated"] },
  replicas: {
    type: ["integer", "string"],
    description: "Instances of this service, 1 to 12: `web-1`, `web-2` and so on; `web` is the name of all of them.",
    default: 1,
  },
  resources: mapping(resourcesKeys, [], { description: "Limits, in the long form." }),
  restart_policy: mapping(restartPolicyKeys, [], {
    description: "What happens when the program ends by itself, with delay, attempts and window.",
  }),
};
