import type { RunId } from "#shared/ids";
import type { LivePage } from "./live-page";

/** The whole kept log of a run as text. */
export async function readRunLog(page: LivePage, run: RunId): Promise<string> {
  const parts: Buffer[] = [];
  for (let from = 0; ; ) {
    const log = await page.value("console:log", { run, from });
    for (const chunk of log.chunks) parts.push(Buffer.from(chunk.bytes));
    if (log.next >= log.end) return Buffer.concat(parts).toString("utf8");
    from = log.next;
  }
}
