import { readdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { createDatabase } from "#prisma/client";
import { readExperimentFolder } from "#prisma/seed/experiment-folder";
import { importExperiment } from "#prisma/seed/import-experiment";
import { type Account, seedCourse, seedPeople } from "#prisma/seed/seed-demo";

const usage = `Usage: tsx prisma/seed.ts [--demo-password X | --no-demo] [--experiments DIR] [--json]
Fills the database at DATABASE_URL with the demo course, its people and the experiments of experiments/. Run again, it adds
what is missing and a new version of each experiment that has changed. Passwords are shown when they are made, and never again.
  --demo-password X   give every demo account this password, also those that exist
  --no-demo           the course and its experiments only, no people: add them with ./varlab users add
  --experiments DIR   take the experiments from there
  --json              answer { accounts, experiments } as JSON`;

/** Sorted by how one learns: the names decide, unless they are listed here. */
const order = ["hello-relay", "rmi-chat", "sensor-bus", "hello-relay-images"];

interface Imported {
  readonly slug: string;
  readonly number: number;
  readonly isNew: boolean;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "demo-password": { type: "string" },
      "no-demo": { type: "boolean" },
      experiments: { type: "string", default: path.resolve(import.meta.dirname, "../experiments") },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const password = values["demo-password"];
  if (password !== undefined && (password.length < 6 || password.length > 200))
    throw new Error("A demo password has 6 to 200 characters.");
  const folders = await readExperiments(values.experiments);
  const db = createDatabase(process.env.DATABASE_URL ?? "file:./var/varlab.db");
  try {
    const courseId = await seedCourse(db);
    const accounts = values["no-demo"] ? [] : await seedPeople(db, courseId, password);
    const experiments: Imported[] = [];
    for (const [position, folder] of folders.entries()) {
      experiments.push({ slug: folder.slug, ...(await importExperiment(db, courseId, folder, position)) });
    }
    console.log(values.json ? JSON.stringify({ accounts, experiments }) : report(accounts, experiments));
  } finally {
    await db.$disconnect();
  }
}

/** All folders are read before anything is written: a broken one changes nothing. */
async function readExperiments(root: string) {
  const entries = await readdir(root, { withFileTypes: true });
  const slugs = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  slugs.sort((a, b) => place(a) - place(b) || a.localeCompare(b));
  return Promise.all(slugs.map((slug) => readExperimentFolder(path.join(root, slug))));
}

function place(slug: string): number {
  const index = order.indexOf(slug);
  return index < 0 ? order.length : index;
}

function report(accounts: readonly Account[], experiments: readonly Imported[]): string {
  const fresh = experiments
    .filter((experiment) => experiment.isNew)
    .map((experiment) => `${experiment.slug} (version ${experiment.number})`);
  const imported = fresh.length > 0 ? `New experiments: ${fresh.join(", ")}` : "The experiments are up to date.";
  const shown = accounts.filter((account) => account.password !== undefined);
  if (accounts.length === 0) return imported;
  if (shown.length === 0) return `${imported}\nThe demo accounts keep their passwords.`;
  return `${imported}\n\n${table(shown)}\n\nThe passwords are shown only now.`;
}

function table(accounts: readonly Account[]): string {
  const rows = [
    ["Role", "Name", "E-mail", "Password"],
    ...accounts.map((account) => [account.role, account.name, account.email, account.password ?? ""]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
