import type { Readable } from "node:stream";
import type { Engine } from "#server/engine/engine";
import { createKeeperLink, type KeeperLink } from "#server/keeper/link";
import { UserError } from "#shared/failures";

/** The keeper waits up to 2 s for its socket; a container full of processes takes longer to run anything. */
const helloLimitMs = 10_000;
/** Enough of what `keeper link` says when it fails. */
const keptErrorBytes = 2_048;
const linkCommand = ["/varlab/keeper", "link"] as const;

/** Opens a link to the keeper in a running container. Rejects with UserError("unavailable"), its cause on `cause`. */
export async function openMachineLink(engine: Pick<Engine, "exec">, container: string): Promise<KeeperLink> {
  try {
    const streams = await engine.exec(container, linkCommand);
    const said = keepTail(streams.errors);
    const link = createKeeperLink({ input: streams.output, output: streams.input });
    void link.closed.then(() => streams.close());
    const timer = setTimeout(() => link.end(), helloLimitMs);
    try {
      await link.hello();
      return link;
    } catch (error) {
      link.end();
      throw new Error(`The keeper does not answer: ${said() || String(error)}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const failure = new UserError(
      "unavailable",
      "This machine does not answer. Reset it if it stays so; programs that use up all processes or memory can cause this.",
    );
    failure.cause = error;
    throw failure;
  }
}

/** Reads a stream for ever, or the program would stand still, and keeps its end. */
function keepTail(stream: Readable): () => string {
  let kept = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk]).subarray(-keptErrorBytes);
  });
  return () => kept.toString("utf8").trim();
}
