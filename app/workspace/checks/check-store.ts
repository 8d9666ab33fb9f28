import { createStore, type StoreApi } from "zustand/vanilla";
import type { Connection } from "#app/workspace/connection/connection";
import type { CheckOutline, CheckRunView } from "#shared/checks/views";

/** What the page knows of the checks of its workspace. */
export interface CheckState {
  /** What is checked; null until it was heard. */
  readonly outline: CheckOutline | null;
  /** Newest first. */
  readonly runs: readonly CheckRunView[];
  /** The run that is looked at; null: the newest. */
  readonly shown: string | null;
}

/** The store and the end of its subscriptions. */
export interface CheckStore extends StoreApi<CheckState> {
  /** Takes in a run that a call answered before its notice arrives. */
  take(run: CheckRunView): void;
  dispose(): void;
}

/** Runs that the page remembers, as many as the server does. */
const keptRuns = 10;

/** A store that asks at each (re)connection and follows the notices. */
export function createCheckStore(connection: Connection): CheckStore {
  const store = createStore<CheckState>(() => ({ outline: null, runs: [], shown: null }));

  function take(run: CheckRunView): void {
    store.setState(({ runs }) => ({ runs: withRun(runs, run) }));
  }

  async function ask(): Promise<void> {
    const { outline, runs } = await connection.call("check:list", {});
    store.setState({ outline, runs });
  }

  const ends = [
    connection.on("check:changed", take),
    // The workspace's own call says what is wrong when the two of them fail.
    connection.onOnline(() => void ask().catch(() => undefined)),
  ];
  return {
    ...store,
    take,
    dispose() {
      for (const end of ends) end();
    },
  };
}

/** The runs after news of one; news that are older than what is known change nothing. */
export function withRun(runs: readonly CheckRunView[], run: CheckRunView): readonly CheckRunView[] {
  const known = runs.find((one) => one.id === run.id);
  if (known !== undefined && known.state !== "running" && run.state === "running") return runs;
  const others = runs.filter((one) => one.id !== run.id);
  return [run, ...others].toSorted((a, b) => b.number - a.number).slice(0, keptRuns);
}
