/** Remembers how one person arranged the panes of one experiment: in this browser at once, and at the server for the next one. */
export interface LayoutMemory {
  /** What was remembered, or null: this browser's, else the server's. */
  load(): unknown;
  /** Remembers after a short while of quiet. */
  save(layout: unknown): void;
  forget(): void;
  dispose(): void;
}

/** Dragging a sash changes the layout with every pixel: one write when it rests. */
const quiet = 1200;

/**
 * A person's memory under `key`, 1 to 64 letters, digits, `-` or `_`; `kept` is what the server remembered when it made the page.
 * A browser may be shared.
 */
export function createLayoutMemory(userId: string, key: string, kept: unknown): LayoutMemory {
  const local = `varlab.layout.${userId}.${key}`;
  const remote = `/api/layouts/${key}`;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function put(text: string): void {
    fetch(remote, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: text,
      keepalive: true,
    }).catch(() => undefined);
  }

  return {
    load: () => parsed(localStorage.getItem(local)) ?? kept ?? null,
    save(layout) {
      const text = JSON.stringify(layout);
      localStorage.setItem(local, text);
      clearTimeout(timer);
      timer = setTimeout(() => put(text), quiet);
    },
    forget() {
      clearTimeout(timer);
      localStorage.removeItem(local);
    },
    dispose: () => clearTimeout(timer),
  };
}

function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
