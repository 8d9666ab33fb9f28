import path from "node:path";
import { z } from "zod";
import { readUniversities, type University } from "#app/_server/auth/universities";

const secret = z.string().min(32, "At least 32 characters; the varlab command makes one.");

const Environment = z.object({
  VARLAB_DATA: z
    .string()
    .default("var")
    .describe("Directory of everything the installation writes; both processes have the same."),
  DATABASE_URL: z
    .string()
    .optional()
    .describe("The database of both processes; a SQLite file in the data directory unless given."),
  NEXTAUTH_SECRET: secret.describe("Signs and encrypts the session cookie; a new one signs everybody out."),
  VARLAB_TICKET_SECRET: secret.describe("Signs tickets to the workspace server, which has the same one."),
  VARLAB_SERVER_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65535)
    .default(7081)
    .describe("Port of the workspace server on loopback."),
  VARLAB_SESSION_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(8760)
    .default(168)
    .describe("Hours until a sign-in ends by itself."),
});

/** The web process's settings, complete and checked; the one place where its environment is read. */
export interface Config {
  readonly databaseUrl: string;
  readonly sessionSecret: string;
  readonly ticketSecret: string;
  readonly serverPort: number;
  readonly sessionSeconds: number;
  /** Where people may sign in beside the password form. */
  readonly universities: readonly University[];
}

/** Reads the settings; throws one error that names every variable that is wrong and what it is for. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(environment);
  const { universities, problems } = readUniversities(environment);
  if (!parsed.success) throw new Error(explain(parsed.error.issues, problems));
  if (problems.length > 0) throw new Error(explain([], problems));
  const env = parsed.data;
  return {
    databaseUrl: env.DATABASE_URL ?? `file:${path.resolve(env.VARLAB_DATA, "varlab.db")}`,
    sessionSecret: env.NEXTAUTH_SECRET,
    ticketSecret: env.VARLAB_TICKET_SECRET,
    serverPort: env.VARLAB_SERVER_PORT,
    sessionSeconds: env.VARLAB_SESSION_HOURS * 3600,
    universities,
  };
}

function explain(issues: readonly z.core.$ZodIssue[], problems: readonly string[]): string {
  const lines = issues.map((issue) => {
    const name = String(issue.path[0] ?? "");
    const meaning = Object.entries(Environment.shape).find(([key]) => key === name)?.[1].description ?? "";
    return `  ${name}: ${issue.message} (${meaning})`;
  });
  return ["The web process's settings are not complete:", ...lines, ...problems].join("\n");
}
