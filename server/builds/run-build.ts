import type { Builds } from "#server/builds/builds";
import type { Pages } from "#server/sockets/hub";
import type { WorkspaceId } from "#shared/ids";
import { isOver } from "#shared/states";
import type { BuildView } from "#shared/views";

interface RunBuildParts {
  readonly builds: Pick<Builds, "start" | "cancel">;
  readonly pages: Pick<Pages, "tap">;
}

/** Starts a build and answers when it is over; cancels it, and rejects with the reason, when the signal aborts. `started` hears that it is under way. */
export async function runBuild(
  { builds, pages }: RunBuildParts,
  workspace: WorkspaceId,
  signal: AbortSignal,
  started: (build: BuildView) => void = () => undefined,
): Promise<BuildView> {
  let newest: BuildView | undefined;
  let wake: () => void = () => undefined;
  const untap = pages.tap((heard, { name, notice }) => {
    if (heard !== workspace || name !== "build:changed") return;
    newest = notice;
    wake();
  });
  const aborted = () => wake();
  signal.addEventListener("abort", aborted);
  try {
    const begun = await builds.start(workspace);
    started(begun);
    for (;;) {
      const view = newest;
      if (view?.id === begun.id && isOver(view.state)) return view;
      if (signal.aborted) {
        await builds.cancel(workspace, begun.id).catch(() => undefined);
        signal.throwIfAborted();
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener("abort", aborted);
    untap();
  }
}
