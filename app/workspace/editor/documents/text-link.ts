import { createStore, type StoreApi } from "zustand/vanilla";
import type { LiveText } from "#app/workspace/editor/documents/live-text";
import type { TextId } from "#shared/ids";
import type { Notice } from "#shared/socket/catalogue";
import type { JoinedText, JoinResult, TextCursor, TextState } from "#shared/socket/texts";
import { maxEditBytes } from "#shared/text-limits";

/** What a page says about the texts it edits. */
export interface TextCalls {
  join(path: string, known: { id: TextId; vector: Uint8Array } | undefined): Promise<JoinResult>;
  save(id: TextId): Promise<void>;
  resolve(id: TextId, keep: "mine" | "theirs", version: string | null): Promise<void>;
  /** Whether this page may change anything. */
  mayEdit(): boolean;
  /** False: the connection is lost and nothing was sent. */
  edit(id: TextId, number: number, update: Uint8Array): boolean;
  cursor(id: TextId, at: TextCursor["at"]): void;
  leave(id: TextId): void;
}

/** What the server says about texts. */
export type TextNotices = {
  [N in "text:edited" | "text:saved" | "text:changed" | "text:cursor" | "text:closed"]: Notice<N>;
};
export type TextNotice = {
  [N in keyof TextNotices]: { readonly name: N; readonly notice: TextNotices[N] };
}[keyof TextNotices];

/** Somebody else's cursor. */
export type Peer = TextCursor & { readonly at: NonNullable<TextCursor["at"]> };

/** The line between one copy and the server: counts edits, knows what is saved, sends in small bundles. */
export interface TextLink {
  /** Who else is in the text. */
  readonly peers: StoreApi<readonly Peer[]>;
  readonly id: () => TextId | null;
  /** Between joining and being lost: what is typed reaches the server. */
  readonly open: () => boolean;
  /** Something in the copy is not in the file yet, whoever typed it. */
  readonly unsaved: () => boolean;
  /** Something that was typed here may not have reached the server. */
  readonly owes: () => boolean;
  /** Everything of ours is on its way. */
  readonly sent: () => boolean;
  readonly state: () => TextState;
  readonly version: () => string | null;
  /** An edit does not fit through the line. */
  readonly tooLarge: () => boolean;
  /** Asks the server for the text; then `go` on, or `drop`. Notices that come before are kept. */
  join(path: string): Promise<JoinResult>;
  /** Goes on with a copy; `complete`: the server may lack something of it. */
  go(copy: LiveText, answer: JoinedText, complete: boolean): void;
  /** Lets go of the copy: the next join begins anew. */
  drop(): void;
  /** The connection is gone; what is typed waits. */
  lost(): void;
  hear(news: TextNotice): void;
  /** Sends what waits. */
  flush(): void;
  point(anchor: number, head: number): void;
  unpoint(): void;
  /** The edits that the server may lack. */
  since(): Uint8Array | null;
  leave(): void;
}

interface Parts {
  readonly calls: TextCalls;
  readonly merge: (updates: readonly Uint8Array[]) => Uint8Array;
  /** Something that this line answers has changed. */
  readonly changed: () => void;
  /** The server wants the page to join again. */
  readonly closed: () => void;
}

/** Several letters go together; nobody sees the delay. */
const bundleMs = 25;
const fine: TextState = { conflict: null, gone: false, error: null };

/** A line that is not joined yet. */
export function createTextLink({ calls, merge, changed, closed }: Parts): TextLink {
  const peers = createStore<readonly Peer[]>(() => []);
  let copy: LiveText | null = null;
  let id: TextId | null = null;
  let isOpen = false;
  let isJoining = false;
  let early: TextNotice[] = [];
  let [number, acknowledged, seen, saved] = [0, 0, 0, 0];
  let version: string | null = null;
  let state = fine;
  let known: Uint8Array | null = null;
  let waiting: Uint8Array[] = [];
  let isTooLarge = false;
  let cursor: { anchor: number; head: number } | null = null;
  let isPointed = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function plan(): void {
    timer ??= setTimeout(flush, bundleMs);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!isOpen || id === null || copy === null) return;
    if (waiting.length > 0 && calls.mayEdit()) send(id, copy);
    if (isPointed) return;
    isPointed = true;
    calls.cursor(id, cursor && { anchor: copy.placeOf(cursor.anchor), head: copy.placeOf(cursor.head) });
  }

  function send(to: TextId, from: LiveText): void {
    const update = isTooLarge && known !== null ? from.since(known) : merge(waiting);
    isTooLarge = update.length > maxEditBytes;
    if (!isTooLarge && calls.edit(to, number + 1, update)) {
      number += 1;
      waiting = [];
    }
    changed();
  }

  function isClean(): boolean {
    return waiting.length === 0 && acknowledged >= number && saved >= seen;
  }

  function hear({ name, notice }: TextNotice): void {
    if (isJoining) early.push({ name, notice } as TextNotice);
    if (notice.id !== id || copy === null || !isOpen) return;
    if (name === "text:edited") {
      seen = Math.max(seen, notice.sequence);
      if (!copy.take(notice.update)) closed();
    } else if (name === "text:saved") {
      acknowledged = notice.number;
      saved = notice.sequence;
      version = notice.version;
      if (isClean()) known = copy.vector();
    } else if (name === "text:changed") state = notice.state;
    else if (name === "text:cursor") return moved(notice.cursor);
    else closed();
    changed();
  }

  function moved({ at, ...who }: TextCursor): void {
    const others = peers.getState().filter((peer) => peer.page !== who.page);
    peers.setState(at === null ? others : [...others, { ...who, at }], true);
  }

  function follow(next: LiveText): void {
    if (copy === next) return;
    copy = next;
    next.onEdit((update) => {
      if (copy !== next) return;
      waiting.push(update);
      plan();
      changed();
    });
  }

  return {
    peers,
    id: () => id,
    open: () => isOpen,
    unsaved: () => copy !== null && !isClean(),
    owes: () => waiting.length > 0 || acknowledged < number,
    sent: () => isOpen && waiting.length === 0,
    state: () => state,
    version: () => version,
    tooLarge: () => isTooLarge,
    async join(path) {
      isOpen = false;
      isJoining = true;
      early = [];
      try {
        return await calls.join(path, copy && id ? { id, vector: copy.vector() } : undefined);
      } finally {
        isJoining = false;
      }
    },
    go(next, answer, complete) {
      follow(next);
      id = answer.id;
      isOpen = true;
      ({ version, state, sequence: seen, saved } = answer);
      [number, acknowledged] = [0, 0];
      known = answer.vector;
      isTooLarge = false;
      isPointed = cursor === null;
      waiting = complete ? [next.since(answer.vector)] : waiting;
      peers.setState(
        answer.cursors.flatMap(({ at, ...who }) => (at === null ? [] : [{ ...who, at }])),
        true,
      );
      for (const news of early.splice(0)) hear(news);
      flush();
      changed();
    },
    drop() {
      if (isOpen && id !== null) calls.leave(id);
      isOpen = false;
      [copy, id, known, waiting, state] = [null, null, null, [], fine];
      [number, acknowledged, seen, saved] = [0, 0, 0, 0];
    },
    lost() {
      isOpen = false;
      peers.setState([], true);
      changed();
    },
    hear,
    flush,
    point(anchor, head) {
      [cursor, isPointed] = [{ anchor, head }, false];
      plan();
    },
    unpoint() {
      [cursor, isPointed] = [null, false];
      plan();
    },
    since: () => (copy !== null && known !== null ? copy.since(known) : null),
    leave() {
      flush();
      clearTimeout(timer);
      if (isOpen && id !== null) calls.leave(id);
      isOpen = false;
    },
  };
}
