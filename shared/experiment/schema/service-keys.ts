import { dependencyConditions, serviceImages, stopSignals } from "#shared/experiment/experiment";
import { imageBuildSchema } from "#shared/experiment/schema/build-keys";
import { deployKeys } from "#shared/experiment/schema/deploy-keys";
import {
  duration,
  type JsonSchema,
  type Keys,
  listOf,
  mapping,
  size,
  wordsOrLine,
} from "#shared/experiment/schema/json-schema";
import { mountKeys } from "#shared/experiment/schema/mount-keys";
import { attachmentsSchema } from "#shared/experiment/schema/network-keys";
import { ownKeys } from "#shared/experiment/schema/own-keys";

const port: JsonSchema = { type: ["string", "integer"], examples: ["8080"] };

/** The keys of a port's long form. */
export const portKeys: Keys = {
  target: { type: ["integer", "string"], description: "The port inside the instance.", minimum: 1, maximum: 65535 },
  protocol: { type: "string", description: "Only TCP ports are declared.", enum: ["tcp"], default: "tcp" },
};

/** The keys of one dependency. */
export const dependencyKeys: Keys = {
  condition: {
    type: "string",
    description:
      "`service_started`: its program runs. `service_healthy`: its health check says so. `service_completed_successfully`: it ended with exit code 0.",
    enum: dependencyConditions,
    default: "service_started",
  },
};

/** The keys of a health check. */
export const healthcheckKeys: Keys = {
  test: {
    description: "A probe that runs inside the instance; exit code 0 means healthy.",
    anyOf: [{ type: "array", items: { type: "string" }, minItems: 1 }, { type: "string" }],
    examples: [["CMD-SHELL", "ss -Hltn sport = :8080 | grep -q ."]],
  },
  interval: { ...duration, description: "Between two probes; 1 s to 60 s.", default: "5s" },
  timeout: {
    ...duration,
    description: "A probe that takes longer has failed and is ended; 1 s to 30 s.",
    default: "5s",
  },
  retries: {
    type: ["integer", "string"],
    description: "Failures in a row that make it unhealthy; 1 to 30.",
    default: 3,
  },
  start_period: {
    ...duration,
    description: "At first failures do not count for this long; up to 120 s.",
    default: "0s",
  },
  start_interval: { ...duration, description: "Between two probes until it is healthy at first; 0.5 s to 60 s." },
  disable: { type: "boolean", description: "`true` turns the health check off.", default: false },
};

/** The keys of a service: exactly what the reader takes. */
export const serviceKeys: Keys = {
  image: { type: "string", description: "One of this installation's images.", enum: serviceImages },
  build: imageBuildSchema,
  command: wordsOrLine({
    description: "The program and its arguments; no shell runs it.",
    examples: [["python3", "-u", "/app/main.py"]],
  }),
  entrypoint: wordsOrLine({ description: "Words that come before those of `command`." }),
  environment: {
    description: "Variables of the program. Each needs a value: nothing is taken from the server.",
    anyOf: [
      { type: "object", additionalProperties: { type: ["string", "number"] } },
      { type: "array", items: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]*=" } },
    ],
  },
  expose: listOf(port, { description: "TCP ports inside the instance, for others to see." }),
  ports: listOf(
    { anyOf: [port, mapping(portKeys, ["target"])] },
    {
      description: "TCP ports inside the instance. There is no host side: many students share one host.",
      examples: [["8080"]],
    },
  ),
  depends_on: {
    description: "Services that start first.",
    anyOf: [
      { type: "array", items: { type: "string" } },
      { type: "object", additionalProperties: mapping(dependencyKeys, []) },
    ],
  },
  healthcheck: mapping(healthcheckKeys, [], { description: "How the server finds out whether the program works." }),
  hostname: {
    type: "string",
    description: "The instance's host name; the service's name unless given.",
    maxLength: 63,
  },
  working_dir: { type: "string", description: "Where the program starts: an absolute path.", default: "/home/student" },
  stdin_open: { type: "boolean", description: "As in Compose; the console can always be typed into." },
  tty: { type: "boolean", description: "The program gets a terminal instead of pipes.", default: false },
  stop_signal: {
    type: "string",
    description: "The signal that asks the program to end.",
    enum: stopSignals,
    default: "SIGTERM",
  },
  stop_grace_period: { ...duration, description: "Time to end before it is killed; 1 s to 60 s.", default: "10s" },
  restart: {
    type: ["string", "boolean"],
    description: "What happens when the program ends by itself.",
    default: "no",
    examples: ["no", "on-failure", "on-failure:3", "always", "unless-stopped"],
  },
  mem_limit: { ...size, description: "Memory, 32m to 1g.", default: "256m", examples: ["64m", "256m", "1g"] },
  cpus: { type: ["number", "string"], description: "Processors, 0.1 to 4.", default: 1, examples: [0.5, 1] },
  pids_limit: { type: ["integer", "string"], description: "Processes and threads, 16 to 1024.", default: 256 },
  tmpfs: {
    description:
      "Folders in memory: `/data:size=16m`, below `/data`, `/srv`, `/mnt`, `/opt`, `/var/lib`, `/var/cache` or `/var/log`; 128 MB in all.",
    anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }],
    examples: [["/data:size=16m"]],
  },
  init: {
    type: "boolean",
    description: "Always true: every instance has an init that reaps ended processes.",
    enum: [true],
  },
  read_only: { type: "boolean", description: "Always true: the root file system is read-only.", enum: [true] },
  volumes: listOf(
    { anyOf: [{ type: "string" }, mapping(mountKeys, ["type", "target"])] },
    {
      description:
        "`data:/data` mounts a volume that the file declares, below the same folders as `tmpfs`. `./starter/<artifact>:/app/<file>:ro` tells plain Compose what a deployment does here.",
      examples: [["data:/data"], ["./starter/build/app.jar:/app/app.jar:ro"]],
    },
  ),
  networks: attachmentsSchema,
  extra_hosts: {
    description:
      "Names by which this instance alone knows other instances: `database: db`. The instance stands where an address would.",
    anyOf: [
      { type: "object", additionalProperties: { type: "string" } },
      { type: "array", items: { type: "string", pattern: "^[^:=]+[:=]" } },
    ],
    examples: [{ database: "db" }],
  },
  user: {
    type: ["string", "integer"],
    description: "Always the images' one user.",
    examples: ["student"],
  },
  profiles: listOf(
    { type: "string" },
    { description: "With a profile it is not started together with the others, but by hand.", examples: [["debug"]] },
  ),
  scale: { type: ["integer", "string"], description: "The same as `deploy.replicas`.", default: 1 },
  deploy: mapping(deployKeys, [], { description: "Replicas, limits and restarts, in the long form." }),
  "x-varlab": mapping(ownKeys, [], { description: "What Compose does not know about this service." }),
};
