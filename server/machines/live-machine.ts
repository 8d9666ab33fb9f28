import type { Engine } from "#server/engine/engine";
import type { KeeperLink } from "#server/keeper/link";
import type { Machine, MachineKey, MachineState } from "#server/machines/machine";
import { openMachineLink } from "#server/machines/machine-link";
import { UserError } from "#shared/failures";

interface LiveMachineParts {
  readonly engine: Pick<Engine, "exec">;
  readonly key: MachineKey;
  readonly container: string;
  readonly address: string;
  readonly state: "on" | "paused";
  /** Hears that a new link stands. */
  readonly linked: () => void;
}

/** Between two tries to link again while the container runs. */
const firstRetryMs = 100;
const longestRetryMs = 5_000;

/** One container that runs or did run. Once lost it stays lost: the next one is another object. */
export class LiveMachine implements Machine {
  readonly key: MachineKey;
  readonly container: string;
  readonly address: string;
  readonly #engine: Pick<Engine, "exec">;
  readonly #linked: () => void;
  #state: MachineState;
  #link: Promise<KeeperLink> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = firstRetryMs;
  #detached = false;

  constructor(parts: LiveMachineParts) {
    this.key = parts.key;
    this.container = parts.container;
    this.address = parts.address;
    this.#engine = parts.engine;
    this.#state = parts.state;
    this.#linked = parts.linked;
  }

  get state(): MachineState {
    return this.#state;
  }

  link(): Promise<KeeperLink> {
    if (this.#state === "lost" || this.#detached) {
      return Promise.reject(new UserError("unavailable", "This machine does not run any more. Start it again."));
    }
    if (this.#link) return this.#link;
    clearTimeout(this.#retry);
    const opening = this.#open();
    this.#link = opening;
    opening.catch(() => {
      if (this.#link === opening) this.#link = undefined;
      this.#linkLater();
    });
    return opening;
  }

  /** The engine told a new state. Answers whether it is one; a lost machine changes no more. */
  become(state: "on" | "paused" | "lost"): boolean {
    if (this.#state === state || this.#state === "lost") return false;
    this.#state = state;
    if (state === "lost") this.detach();
    // A paused container runs no new link; now it can.
    else if (state === "on" && !this.#link) this.#linkLater();
    return true;
  }

  /** Lets go of the container without touching it: what runs in it runs on. */
  detach(): void {
    this.#detached = true;
    clearTimeout(this.#retry);
    const link = this.#link;
    this.#link = undefined;
    link?.then((open) => open.end()).catch(() => undefined);
  }

  async #open(): Promise<KeeperLink> {
    const link = await openMachineLink(this.#engine, this.container);
    if (this.#detached) {
      link.end();
      throw new UserError("unavailable", "This machine does not run any more. Start it again.");
    }
    this.#retryMs = firstRetryMs;
    void link.closed.then(() => {
      this.#link = undefined;
      this.#linkLater();
    });
    // Whoever asked for the link gets it before the listeners do.
    queueMicrotask(this.#linked);
    return link;
  }

  #linkLater(): void {
    if (this.#detached || this.#state !== "on") return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.link().catch(() => undefined), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
  }
}
