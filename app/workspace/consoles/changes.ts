/** Tells listeners of changes, at most once a frame, however many there are. */
export interface Changes {
  readonly version: number;
  announce(): void;
  subscribe(listener: () => void): () => void;
}

/** Outside of a window, where nothing is drawn, it is the end of the current task. */
const nextFrame = globalThis.requestAnimationFrame?.bind(globalThis) ?? queueMicrotask;

/** Nobody listens yet. In a hidden tab frames stand still, and so does the news. */
export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  let version = 0;
  let shown = 0;
  let asked = false;

  function tell(): void {
    asked = false;
    shown = version;
    for (const listener of [...listeners]) listener();
  }

  return {
    get version() {
      return shown;
    },
    announce() {
      version += 1;
      if (asked) return;
      asked = true;
      nextFrame(tell);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
