/** How a piece of output looks; colours are CSS values or absent. */
export interface Style {
  readonly color?: string | undefined;
  readonly background?: string | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

/** A piece of a line in one style. */
export interface StyledRun {
  readonly text: string;
  readonly style: Style;
}

/** The sixteen colours as our tokens, so that they can be read on both grounds. */
const palette = [
  "var(--faint)",
  "var(--failed)",
  "var(--running)",
  "var(--waiting)",
  "var(--code-title)",
  "var(--code-keyword)",
  "var(--accent-text)",
  "var(--text)",
] as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const sequence = /\x1b(?:\[([0-9;:]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\|$)|[@-Z\\^_]|$)/g;

/** Cuts a line with escape sequences into runs, beginning in `style`; answers the style at its end too. Sequences that do not colour are dropped. */
export function styledRuns(line: string, style: Style): { runs: StyledRun[]; style: Style } {
  const runs: StyledRun[] = [];
  let now = style;
  let from = 0;
  for (const match of line.matchAll(sequence)) {
    if (match.index > from) runs.push({ text: line.slice(from, match.index), style: now });
    from = match.index + match[0].length;
    if (match[2] === "m") now = withCodes(now, match[1] ?? "");
  }
  if (from < line.length) runs.push({ text: line.slice(from), style: now });
  return { runs, style: now };
}

function withCodes(style: Style, written: string): Style {
  const codes = written.split(/[;:]/).map((code) => (code === "" ? 0 : Number(code)));
  let next = style;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const [color, used] = extended(codes.slice(index + 1));
      next = code === 38 ? { ...next, color } : { ...next, background: color };
      index += used;
    } else next = withCode(next, code);
  }
  return next;
}

function withCode(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 23) return { ...style, italic: false };
  if (code === 24) return { ...style, underline: false };
  if (code === 27) return { ...style, inverse: false };
  if (code === 39) return { ...style, color: undefined };
  if (code === 49) return { ...style, background: undefined };
  if (code >= 30 && code <= 37) return { ...style, color: palette[code - 30] };
  if (code >= 90 && code <= 97) return { ...style, color: palette[code - 90] };
  if (code >= 40 && code <= 47) return { ...style, background: tinted(palette[code - 40]) };
  if (code >= 100 && code <= 107) return { ...style, background: tinted(palette[code - 100]) };
  return style;
}

function tinted(color: string | undefined): string {
  return `color-mix(in srgb, ${color ?? "currentColor"} 22%, transparent)`;
}

/** The colour after 38 or 48, and how many codes it took. */
function extended(codes: readonly number[]): [string | undefined, number] {
  if (codes[0] === 2) return [`rgb(${codes[1] ?? 0} ${codes[2] ?? 0} ${codes[3] ?? 0})`, 4];
  if (codes[0] !== 5) return [undefined, 1];
  const index = codes[1] ?? 0;
  if (index < 16) return [palette[index % 8], 2];
  if (index >= 232) return [`rgb(${[0, 0, 0].map(() => 8 + (index - 232) * 10).join(" ")})`, 2];
  const cube = [Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6];
  return [`rgb(${cube.map((part) => (part === 0 ? 0 : 55 + part * 40)).join(" ")})`, 2];
}
