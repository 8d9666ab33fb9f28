/** How a file is written beside its letters. */
export interface LineForm {
  readonly end: "\n" | "\r\n";
  /** Begins with a byte order mark. */
  readonly mark: boolean;
}

const byteOrderMark = "\ufeff";

/** A file's text with "\n" after each line, and how to write it again; of mixed line ends the more frequent one wins. */
export function plainText(stored: string): { text: string; form: LineForm } {
  const mark = stored.startsWith(byteOrderMark);
  const body = mark ? stored.slice(1) : stored;
  if (!body.includes("\r")) return { text: body, form: { end: "\n", mark } };
  const pairs = body.match(/\r\n/g)?.length ?? 0;
  const all = body.match(/\n/g)?.length ?? 0;
  return { text: body.replace(/\r\n?/g, "\n"), form: { end: pairs * 2 > all ? "\r\n" : "\n", mark } };
}

/** The other way round. */
export function storedText(text: string, { end, mark }: LineForm): string {
  const body = end === "\n" ? text : text.replaceAll("\n", end);
  return mark ? byteOrderMark + body : body;
}
