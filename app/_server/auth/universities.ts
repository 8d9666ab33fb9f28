import { readFileSync } from "node:fs";
import { z } from "zod";

/** A university (any OpenID Connect provider) whose people may sign in. */
export interface University {
  /** Part of the address that the provider sends people back to: `/api/auth/callback/<id>`. */
  readonly id: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What its button says. */
  readonly name: string;
  /** Whether somebody whom nobody has invited gets an account. */
  readonly signUp: boolean;
}

const Variables = z.object({
  VARLAB_OIDC_ISSUER: z
    .url()
    .refine(isSafe, "It has to begin with https:// (http:// only for this machine itself).")
    .describe("The provider's issuer, exactly as its /.well-known/openid-configuration spells it."),
  VARLAB_OIDC_CLIENT_ID: z.string().min(1).describe("The name under which the provider knows this installation."),
  VARLAB_OIDC_CLIENT_SECRET_FILE: z
    .string()
    .startsWith("/", "An absolute path.")
    .describe("A file with the client's secret in it and nothing else, readable by the web app's user."),
  VARLAB_OIDC_NAME: z.string().min(1).max(60).describe("What the button on the sign-in page calls the university."),
  VARLAB_OIDC_SIGN_UP: z
    .enum(["yes", "no"])
    .default("no")
    .describe("Whether people of the university get an account by themselves, or only those who were invited."),
});

type Name = keyof typeof Variables.shape;
const names = Object.keys(Variables.shape) as Name[];

/** One university has the plain names; further ones have a number behind each. */
const suffixes = ["", "_2", "_3", "_4"];

/** The universities that an environment describes, and a line for each variable that is wrong. */
export function readUniversities(
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string = (path) => readFileSync(path, "utf8"),
): { universities: University[]; problems: string[] } {
  const universities: University[] = [];
  const problems: string[] = [];
  for (const suffix of suffixes) {
    const given = Object.fromEntries(names.map((name) => [name, environment[`${name}${suffix}`] || undefined]));
    if (Object.values(given).every((value) => value === undefined)) continue;
    const parsed = Variables.safeParse(given);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => explain(issue.path[0], suffix, issue.message)));
      continue;
    }
    const { data } = parsed;
    const clientSecret = secretIn(data.VARLAB_OIDC_CLIENT_SECRET_FILE, readFile);
    if (clientSecret === undefined)
      problems.push(explain("VARLAB_OIDC_CLIENT_SECRET_FILE", suffix, "The file is empty or cannot be read."));
    if (universities.some(({ issuer }) => issuer === data.VARLAB_OIDC_ISSUER))
      problems.push(explain("VARLAB_OIDC_ISSUER", suffix, "Another university has the same issuer."));
    universities.push({
      id: `university${suffix.replace("_", "-")}`,
      issuer: data.VARLAB_OIDC_ISSUER,
      clientId: data.VARLAB_OIDC_CLIENT_ID,
      clientSecret: clientSecret ?? "",
      name: data.VARLAB_OIDC_NAME,
      signUp: data.VARLAB_OIDC_SIGN_UP === "yes",
    });
  }
  return { universities, problems };
}

function secretIn(file: string, readFile: (path: string) => string): string | undefined {
  try {
    return readFile(file).trim() || undefined;
  } catch {
    return undefined;
  }
}

function explain(name: PropertyKey | undefined, suffix: string, message: string): string {
  const meaning = names.find((one) => one === name);
  return `  ${String(name)}${suffix}: ${message} (${meaning ? Variables.shape[meaning].description : ""})`;
}

/** Whoever can read the line to an issuer can sign in as anybody; only the machine itself needs no encryption. */
function isSafe(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
}
