import path from "node:path";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65535);

/** A list of origins such as `https://varlab.example`, separated by commas or blanks. */
const origins = z
  .string()
  .default("")
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ""))
  .pipe(z.array(z.url().transform((url) => new URL(url).origin)));

const portRange = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, "A port range looks like 7100-7163.")
  .transform((text) => {
    const [first = 0, last = 0] = text.split("-").map(Number);
    return { first, last };
  })
  .refine(
    ({ first, last }) => first > 0 && last < 65536 && first <= last,
    "The ports must lie in 1 to 65535, the lower one first.",
  );

const Environment = z.object({
  VARLAB_DATA: z.string().default("var").describe("Directory of everything this server writes; created when missing."),
  DATABASE_URL: z
    .string()
    .optional()
    .describe("The database of both processes; a SQLite file in the data directory unless given."),
  VARLAB_TICKET_SECRET: z
    .string()
    .min(32, "At least 32 characters, the same as the web process has.")
    .describe("Signs tickets (HS256); only the web process has it too."),
  VARLAB_SERVER_HOST: z
    .string()
    .default("127.0.0.1")
    .describe("Address to listen on; browsers come through the web process, so loopback is enough."),
  VARLAB_SERVER_PORT: port.default(7081).describe("Port to listen on; 0 takes a free one."),
  VARLAB_PUBLIC_ORIGINS: origins.describe(
    "Origins whose pages may connect; when empty, only the origin under which the request itself came in.",
  ),
  VARLAB_PUBLIC_HOST: z
    .string()
    .default("")
    .describe("Host name that browsers use for previews; when empty, the one the page was opened with."),
  VARLAB_PREVIEW_PORTS: portRange
    .prefault("7100-7163")
    .describe("Ports on which previews are shown, each its own origin."),
  VARLAB_PREVIEW_HOST: z.string().default("0.0.0.0").describe("Address on which preview ports listen."),
  VARLAB_INSTALLATION: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, "1 to 32 small letters, digits and '-'.")
    .default("dev")
    .describe(
      "Names this installation in the labels of all that it creates on the engine, so that several can share one.",
    ),
  VARLAB_DOCKER_SOCKET: z
    .string()
    .startsWith("/", "An absolute path.")
    .default("/var/run/docker.sock")
    .describe("The engine's socket."),
  VARLAB_SUBNET_POOL: z
    .cidrv4()
    .default("10.213.0.0/16")
    .describe("Addresses from which every workspace gets a /28 of its own."),
  VARLAB_DISK_MEGABYTES: z.coerce
    .number()
    .int()
    .min(16)
    .max(65536)
    .default(512)
    .describe("Size of each workspace's disk."),
  VARLAB_BUILDS_AT_ONCE: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe("Builds that run at the same time on this machine; more wait."),
  VARLAB_IDLE_MINUTES: z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000)
    .default(120)
    .describe("Minutes without activity after which a workspace is suspended, with a warning before; 0 never."),
  VARLAB_LOG_LEVEL: z
    .enum(["silent", "error", "warn", "info", "debug", "trace"])
    .default("info")
    .describe("How much the server logs."),
});

/** The server's settings, complete and checked; the one place where its environment is read. */
export interface Config {
  /** Absolute. */
  readonly data: string;
  readonly databaseUrl: string;
  readonly ticketSecret: string;
  readonly host: string;
  readonly port: number;
  readonly publicOrigins: readonly string[];
  readonly publicHost: string;
  readonly previewPorts: { readonly first: number; readonly last: number };
  readonly previewHost: string;
  readonly installation: string;
  readonly dockerSocket: string;
  readonly subnetPool: string;
  readonly diskBytes: number;
  readonly buildsAtOnce: number;
  readonly idleMinutes: number;
  readonly logLevel: string;
}

/** Reads the settings; throws one error that names every variable that is wrong and what it is for. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) throw new Error(explain(parsed.error.issues));
  const env = parsed.data;
  const data = path.resolve(env.VARLAB_DATA);
  return {
    data,
    databaseUrl: env.DATABASE_URL ?? `file:${path.join(data, "varlab.db")}`,
    ticketSecret: env.VARLAB_TICKET_SECRET,
    host: env.VARLAB_SERVER_HOST,
    port: env.VARLAB_SERVER_PORT,
    publicOrigins: env.VARLAB_PUBLIC_ORIGINS,
    publicHost: env.VARLAB_PUBLIC_HOST,
    previewPorts: env.VARLAB_PREVIEW_PORTS,
    previewHost: env.VARLAB_PREVIEW_HOST,
    installation: env.VARLAB_INSTALLATION,
    dockerSocket: env.VARLAB_DOCKER_SOCKET,
    subnetPool: env.VARLAB_SUBNET_POOL,
    diskBytes: env.VARLAB_DISK_MEGABYTES * 1024 * 1024,
    buildsAtOnce: env.VARLAB_BUILDS_AT_ONCE,
    idleMinutes: env.VARLAB_IDLE_MINUTES,
    logLevel: env.VARLAB_LOG_LEVEL,
  };
}

function explain(issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues.map((issue) => {
    const name = String(issue.path[0] ?? "");
    const meaning = Object.entries(Environment.shape).find(([key]) => key === name)?.[1].description ?? "";
    return `  ${name}: ${issue.message} (${meaning})`;
  });
  return ["The workspace server's settings are not complete:", ...lines].join("\n");
}
