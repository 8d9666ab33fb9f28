/** Everybody who may ask, in the order of the columns of every table here. */
export const roles = [
  "anonymous",
  "student elsewhere",
  "classmate",
  "guest who looks",
  "guest who drives",
  "tutor elsewhere",
  "tutor",
  "lecturer elsewhere",
  "lecturer",
  "owner",
  "operator",
] as const;
export type Role = (typeof roles)[number];

/** What each of them is answered. */
export type Row = Readonly<Record<Role, string>>;

/** A row of a table: one word for each of `roles`, in their order, blanks between. */
export function row(answers: string): Row {
  const words = answers.trim().split(/\s+/);
  if (words.length !== roles.length)
    throw new Error(`A row has ${roles.length} answers, this one has ${words.length}: "${answers}"`);
  return Object.fromEntries(roles.map((role, index) => [role, words[index] ?? ""])) as Row;
}

/** A row as it is written in a table. */
export function written(answers: Row): string {
  return `row("${roles.map((role) => answers[role]).join(" ")}")`;
}

/** Asks for every role, one after the other, and puts the answers together. */
export async function rowOf(ask: (role: Role) => Promise<string>): Promise<Row> {
  const answers: [Role, string][] = [];
  for (const role of roles) answers.push([role, await ask(role)]);
  return Object.fromEntries(answers) as Row;
}

/** What to tell whoever added something and no row for it. */
export function missing(what: string, file: string, line: string): string {
  return [
    `${what} has no row in the authorisation matrix.`,
    `Add this line to tests/integration/authorisation/${file} once it says what should be; now it says what is:`,
    "",
    `  ${line},`,
    "",
    `The columns are: ${roles.join(", ")}.`,
  ].join("\n");
}
