import { bytesOf, type Content, textAt } from "#app/_server/experiments/experiment-content";
import { readZip } from "#app/_server/experiments/experiment-zip";
import { composePath, draftBounds, type ImportLine, sheetPath } from "#shared/authoring/draft";
import { readDraft } from "#shared/authoring/draft-problems";
import { importCompose } from "#shared/experiment/import-compose";
import { UserError } from "#shared/failures";

/** What an upload comes to as a draft. */
export interface ImportedContent {
  readonly title: string;
  readonly content: Content;
  /** Paths that have no place in an experiment. */
  readonly leftOut: readonly string[];
  /** What a Compose file from elsewhere was changed by. */
  readonly notes: readonly ImportLine[];
  /** What is to be mended before it can be tried. */
  readonly problems: readonly ImportLine[];
}

/**
 * Reads an experiment's zip, a zip of a project with a Compose file, or a Compose file alone. A file that is no experiment yet is
 * made one, and every change is said. Throws UserError with a sentence for what is neither.
 */
export async function importContent(bytes: Buffer): Promise<ImportedContent> {
  const { content: read, leftOut } =
    bytes.subarray(0, 2).toString("latin1") === "PK" ? await readZip(bytes) : plain(bytes);
  const compose = textAt(read, composePath) ?? "";
  // An experiment with mistakes is mended by its author; only what was made for other places is made to fit.
  const fitted = /^x-varlab\s*:/m.test(compose) ? null : importCompose(compose);
  const text = fitted?.ok ? fitted.text : compose;
  const content = read.map((file) => (file.path === composePath ? { ...file, content: bytesOf(text) } : file));
  const { experiment, problems } = readDraft({
    ...{ compose: text, sheet: textAt(content, sheetPath) },
    paths: content.map(({ path }) => path),
  });
  return {
    ...{ content, leftOut },
    title: experiment?.title ?? /^ +title: *["']?([^"'\n]{1,120})/m.exec(text)?.[1]?.trim() ?? "Imported experiment",
    notes: (fitted?.ok ? fitted.notes : []).map(({ outcome, line, sentence }) => ({
      line,
      sentence: `${outcome}: ${sentence}`,
      file: composePath,
    })),
    problems: problems.map(({ file, line, sentence }) => ({ file, line, sentence })),
  };
}

function plain(bytes: Buffer): { content: Content; leftOut: readonly string[] } {
  if (bytes.byteLength > draftBounds.fileBytes || bytes.includes(0))
    throw new UserError("invalid", "This is neither a zip nor a Compose file.");
  const file = (path: string, text: string) => ({ path, executable: false, content: bytesOf(text) });
  return { content: [file(composePath, bytes.toString("utf8")), file(sheetPath, "")], leftOut: [] };
}
