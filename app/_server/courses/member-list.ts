import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { GroupName } from "#shared/courses";
import type { Role } from "#shared/roles";

/** One person of a list, as its line says. */
export interface ListedMember {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  /** Undefined when the line does not say: a student, or what they are already. */
  readonly role: Role | undefined;
  /** Undefined when the list has no column for it: then nobody's group changes. */
  readonly group: string | undefined;
}

/** A line that cannot be taken, and why. */
export interface ListProblem {
  readonly line: number;
  readonly sentence: string;
}

/** What a list says: the lines that can be taken, and one sentence for each of the others. */
export interface MemberList {
  readonly members: readonly ListedMember[];
  readonly problems: readonly ListProblem[];
}

/** The largest course of a university fits; more in one piece is a mistake. */
export const maxListedMembers = 1000;

type Field = "email" | "name" | "role" | "group";

/** The order of columns when the list does not name them. */
const plainOrder: readonly Field[] = ["email", "name", "role", "group"];

const headings: Readonly<Record<string, Field>> = {
  ...{ email: "email", mail: "email", emailaddress: "email", address: "email", adresse: "email" },
  ...{ name: "name", fullname: "name", student: "name" },
  ...{ role: "role", rolle: "role" },
  ...{ group: "group", gruppe: "group", team: "group" },
};

const roles: Readonly<Record<string, Role>> = {
  ...{ student: "student", studentin: "student", studierende: "student" },
  ...{ tutor: "tutor", tutorin: "tutor" },
  ...{ lecturer: "lecturer", dozent: "lecturer", dozentin: "lecturer" },
};

const Email = z.email().max(200);

/**
 * Reads a list of people as spreadsheets save it: separated by commas, semicolons or tabs, with or without a line of headings.
 * Without one the columns are e-mail, name, role and group; all but the first may be missing.
 */
export function readMemberList(text: string): MemberList {
  const rows = rowsOf(text);
  if (!Array.isArray(rows)) return { members: [], problems: [rows] };
  const columns = columnsOf(rows[0]?.record ?? []);
  if (columns !== undefined && !columns.includes("email"))
    return { members: [], problems: [{ line: rows[0]?.line ?? 1, sentence: "No column is headed “e-mail”." }] };
  const people = columns === undefined ? rows : rows.slice(1);
  if (people.length === 0) return { members: [], problems: [{ line: 1, sentence: "There is nobody in this list." }] };
  if (people.length > maxListedMembers)
    return {
      members: [],
      problems: [
        { line: 1, sentence: `A list has at most ${maxListedMembers} people; this one has ${people.length}.` },
      ],
    };
  const members: ListedMember[] = [];
  const problems: ListProblem[] = [];
  const seen = new Map<string, number>();
  for (const { record, line } of people) {
    const read = memberOf(record, line, columns ?? plainOrder);
    const before = "email" in read ? seen.get(read.email) : undefined;
    if ("sentence" in read) problems.push(read);
    else if (before !== undefined) problems.push({ line, sentence: `${read.email} is in line ${before} already.` });
    else {
      seen.set(read.email, line);
      members.push(read);
    }
  }
  return { members, problems };
}

const Rows = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function rowsOf(text: string): { record: string[]; line: number }[] | ListProblem {
  try {
    const rows: unknown = parse(text, {
      delimiter: [",", ";", "\t"],
      ...{ bom: true, trim: true, info: true, relax_column_count: true, skip_empty_lines: true },
      skip_records_with_empty_values: true,
      max_record_size: 4096,
    });
    return Rows.parse(rows).map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : 1;
    return { line, sentence: "The quotation marks of this line do not match, so the list cannot be read." };
  }
}

/** What each column is, when the first line says it; a line with an address in it says nothing. */
function columnsOf(first: readonly string[]): (Field | undefined)[] | undefined {
  if (first.some((cell) => cell.includes("@"))) return undefined;
  const columns = first.map((cell) => headings[cell.toLowerCase().replaceAll(/[^a-z]/g, "")]);
  return columns.some((column) => column !== undefined) ? columns : undefined;
}

function memberOf(
  record: readonly string[],
  line: number,
  columns: readonly (Field | undefined)[],
): ListedMember | ListProblem {
  const cell = (field: Field) => {
    const index = columns.indexOf(field);
    return index < 0 ? undefined : record[index]?.trim();
  };
  const typed = cell("email") ?? "";
  const email = Email.safeParse(typed.toLowerCase());
  if (typed === "") return { line, sentence: "There is no e-mail address." };
  if (!email.success) return { line, sentence: `“${short(typed)}” is not an e-mail address.` };
  const name = cell("name") ?? "";
  if (name.length > 100) return { line, sentence: "The name has more than 100 characters." };
  const roleWord = cell("role") ?? "";
  const role = roles[roleWord.toLowerCase()];
  if (role === undefined && roleWord !== "")
    return { line, sentence: `“${short(roleWord)}” is no role. It is student, tutor or lecturer.` };
  const group = GroupName.optional().safeParse(cell("group"));
  if (!group.success) return { line, sentence: "The group's name has more than 40 characters." };
  return { line, email: email.data, name, role, group: group.data };
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
