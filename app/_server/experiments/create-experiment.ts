import type { AuthoredCourse } from "#app/_server/experiments/authored-experiment";
import { openDraft, replaceDraft } from "#app/_server/experiments/drafts";
import { bytesOf, type Content, textAt } from "#app/_server/experiments/experiment-content";
import { template } from "#app/_server/experiments/template";
import { newId } from "#app/_server/new-id";
import type { Database } from "#prisma/client";
import { composePath, sheetPath } from "#shared/authoring/draft";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import { UserError, unknownThing } from "#shared/failures";

/** What a course holds at most: a runaway script must not fill the list. */
const maxExperiments = 200;

/** Makes an experiment that only its authors see; answers its slug. Throws UserError `unknown` or `limit`. */
export async function createExperiment(
  db: Database,
  course: AuthoredCourse,
  author: string,
  wanted: { readonly title: string; readonly copyOf?: string | undefined },
): Promise<string> {
  const content = wanted.copyOf === undefined ? template : await copyOf(db, course, wanted.copyOf);
  return addExperiment(db, course, author, wanted.title, withTitle(content, wanted.title));
}

/** Adds a folder to a course as a draft under a slug of its own; answers the slug. */
export async function addExperiment(
  db: Database,
  course: AuthoredCourse,
  author: string,
  title: string,
  content: Content,
): Promise<string> {
  const rows = await db.experiment.findMany({ where: { courseId: course.id }, select: { slug: true, position: true } });
  if (rows.length >= maxExperiments)
    throw new UserError("limit", `A course has at most ${maxExperiments} experiments. Remove one first.`);
  const slug = freeSlug(title, new Set(rows.map((row) => row.slug)));
  const position = Math.max(-1, ...rows.map((row) => row.position)) + 1;
  const id = newId();
  await db.experiment.create({ data: { id, courseId: course.id, slug, position, state: "draft" } });
  await replaceDraft(db, id, content, null, author);
  return slug;
}

async function copyOf(db: Database, course: AuthoredCourse, slug: string): Promise<Content> {
  const source = await db.experiment.findUnique({ where: { courseId_slug: { courseId: course.id, slug } } });
  if (source === null) throw unknownThing();
  return (await openDraft(db, source.id)).files;
}

/** The folder with another title, where its Compose file has one on a line of its own and its sheet begins with it. */
function withTitle(content: Content, title: string): Content {
  const compose = textAt(content, composePath);
  if (compose === null) return content;
  // A dollar sign would be a variable's beginning.
  const line = `title: ${JSON.stringify(title.replaceAll("$", () => "$$"))}`;
  const text = compose.replace(/^( +)title: .*$/m, (_, indent: string) => `${indent}${line}`);
  const before = parseExperiment(compose);
  const heading = before.ok ? `# ${before.experiment.title}` : null;
  return content.map((file) => {
    if (file.path === composePath) return { ...file, content: bytesOf(text) };
    const sheet = file.path === sheetPath ? textAt(content, sheetPath) : null;
    if (heading === null || sheet?.split("\n")[0] !== heading) return file;
    return { ...file, content: bytesOf(`# ${title}${sheet.slice(heading.length)}`) };
  });
}

/** A course's own pages lie beside its experiments. */
const taken = ["class", "members", "groups", "settings", "edit", "new", "import", "checks", "results"];

function freeSlug(title: string, known: ReadonlySet<string>): string {
  const plain = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60);
  const stem = plain === "" ? "experiment" : plain;
  const candidates = [
    stem,
    ...Array.from({ length: known.size + taken.length + 1 }, (_, index) => `${stem}-${index + 2}`),
  ];
  return candidates.find((slug) => !known.has(slug) && !taken.includes(slug)) ?? newId();
}
