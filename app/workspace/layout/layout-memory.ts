/** Remembers how one person arranged the panes of one experiment: in this browser at once, and at the server for the next one. */
export interface LayoutMemory {
  /** What was remembered, or null; never throws, never takes longer than half a second. */
  load(): Promise<unknown>;
  /** Remembers after a short while of quiet. */
  save(layout: unknown): void;
  forget(): void;
  dispose(): void;
}

/** Dragging a sash changes the layout with every pixel: one write when it rests. */
const quiet = 1200;
/** A slow answer must not keep the page from opening; then the default layout is shown. */
const patience = 500;

/** A person's memory under `key`, 1 to 64 letters, digits, `-` or `_`. The server knows who asks; a browser may be shared. */
export function createLayoutMemory(userId: string, key: string): LayoutMemory {
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
    async load() {
      const kept = parsed(localStorage.getItem(local));
      if (kept !== null) return kept;
      try {
        const response = await fetch(remote, { cache: "no-store", signal: AbortSignal.timeout(patience) });
        return response.ok ? layoutIn(await response.json()) : null;
      } catch {
        return null;
      }
    },
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

function layoutIn(body: unknown): unknown {
  return body !== null && typeof body === "object" && "layout" in body ? body.layout : body;
}
