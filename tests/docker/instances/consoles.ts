import type { RunId } from "#shared/ids";
import type { InstanceView } from "#shared/views";
import type { Page } from "../../integration/fixtures/page";

/** The whole kept log of a run as text, or of one of its streams. */
export async function logOf(page: Page, run: RunId, stream?: "stdout" | "stderr"): Promise<string> {
  const parts: Buffer[] = [];
  for (let from = 0; ; ) {
    const log = await page.value("console:log", { run, from });
    for (const chunk of log.chunks) {
      if (stream === undefined || chunk.stream === stream) parts.push(Buffer.from(chunk.bytes));
    }
    if (log.next >= log.end) return Buffer.concat(parts).toString("utf8");
    from = log.next;
  }
}

/** The run that a view shows; throws when there is none. */
export function runOf(view: Pick<InstanceView, "run">): RunId {
  if (view.run === undefined) throw new Error("There is no run.");
  return view.run.id;
}

/** The newest view of an instance that the page has heard of. */
export function heardOf(page: Page, name: string): InstanceView | undefined {
  return page
    .heard("instance:changed")
    .filter((view) => view.name === name)
    .at(-1);
}
