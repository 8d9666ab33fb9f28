import type { LogChunk, LogGap } from "#shared/views";

/** Too little to speak of: the sentence would be longer. */
const spokenOfBytes = 64;
const lineFeed = 10;

/** The chunks of a page of a log in their order, with a line of its own in each place where something is left out. Such a line takes the offsets of what it stands for. */
export function withGapsMarked(
  page: { readonly chunks: readonly LogChunk[]; readonly gaps: readonly LogGap[] },
  leftOut: (bytes: number) => string = inEnglish,
): LogChunk[] {
  const marked: LogChunk[] = [...page.chunks];
  for (const gap of page.gaps) {
    if (gap.to - gap.from < spokenOfBytes) continue;
    const before = page.chunks.findLast((chunk) => chunk.offset < gap.from);
    const after = page.chunks.find((chunk) => chunk.offset >= gap.to);
    const begin = before?.bytes.at(-1) === lineFeed ? "" : "\n";
    const bytes = new TextEncoder().encode(`${begin}${leftOut(gap.to - gap.from)}\n`);
    marked.push({ offset: gap.from, stream: before?.stream ?? "stdout", time: (after ?? before)?.time ?? 0, bytes });
  }
  return marked.sort((a, b) => a.offset - b.offset);
}

function inEnglish(bytes: number): string {
  return `… ${bytes >= 100_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${bytes} bytes`} left out …`;
}
