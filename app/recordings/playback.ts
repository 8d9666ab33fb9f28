import { createStore, type StoreApi } from "zustand/vanilla";
import type { Cast } from "#app/recordings/cast";

/** Where a recording is shown. */
export interface PlaybackScreen {
  /** Empties it and gives it a size. */
  reset(cols: number, rows: number): void;
  resize(cols: number, rows: number): void;
  write(text: string): void;
}

export const speeds = [1, 2, 4] as const;
export type Speed = (typeof speeds)[number];

/** What the controls show. */
export interface PlaybackState {
  /** Seconds since the start. */
  readonly at: number;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Stretches in which nothing happens are left out. */
  readonly skipsIdle: boolean;
  /** What was left out of the recording just before here. */
  readonly mark: string | null;
}

/** Plays a cast on a screen. Whoever makes it disposes it. */
export interface Playback {
  readonly state: StoreApi<PlaybackState>;
  readonly duration: number;
  /** From the start again when it is at its end. */
  play(): void;
  pause(): void;
  /** Shows the screen as it was then, playing or not. */
  seek(at: number): void;
  setSpeed(speed: Speed): void;
  setSkipsIdle(skips: boolean): void;
  dispose(): void;
}

/** Calls back for every frame with the milliseconds since the last one; answers what ends it. */
export type Frames = (frame: (elapsed: number) => void) => () => void;

/** Nothing happens for longer than this: idle. Thinking pauses stay, coffee breaks go. */
const idleSeconds = 1.5;
/** How much of an idle stretch is left before its end, so that one sees that something begins. */
const leadSeconds = 0.4;
/** A mark is shown for so long after what was left out. */
const markSeconds = 4;

/** A playback at its start, standing. Seeking back feeds the screen again from the start: xterm.js takes 20 MB a second. */
export function createPlayback(cast: Cast, screen: PlaybackScreen, frames: Frames): Playback {
  const state = createStore<PlaybackState>(() => ({ at: 0, playing: false, speed: 1, skipsIdle: true, mark: null }));
  let next = 0;
  let stop: (() => void) | undefined;
  screen.reset(cast.cols, cast.rows);
  feed(0);

  /** Feeds everything up to a time, outputs in one piece between sizes. */
  function feed(until: number): void {
    let text = "";
    const flush = () => {
      if (text !== "") screen.write(text);
      text = "";
    };
    for (let event = cast.events[next]; event !== undefined && event.at <= until; event = cast.events[next]) {
      next += 1;
      if (event.kind === "output") text += event.text;
      if (event.kind !== "size") continue;
      flush();
      screen.resize(event.cols, event.rows);
    }
    flush();
  }

  function markAt(at: number): string | null {
    for (let index = next - 1; index >= 0; index -= 1) {
      const event = cast.events[index];
      if (event === undefined || event.at < at - markSeconds) return null;
      if (event.kind === "mark") return event.text;
    }
    return null;
  }

  function moveTo(at: number): void {
    feed(at);
    state.setState({ at, mark: markAt(at) });
  }

  function frame(elapsed: number): void {
    const { at, speed, skipsIdle } = state.getState();
    let now = at + (elapsed / 1000) * speed;
    const upcoming = cast.events[next];
    if (skipsIdle && upcoming !== undefined && upcoming.at - now > idleSeconds) now = upcoming.at - leadSeconds;
    moveTo(Math.min(now, cast.duration));
    if (now >= cast.duration) pause();
  }

  function pause(): void {
    stop?.();
    stop = undefined;
    state.setState({ playing: false });
  }

  function seek(at: number): void {
    const wanted = Math.min(cast.duration, Math.max(0, at));
    if (wanted < state.getState().at) {
      next = 0;
      screen.reset(cast.cols, cast.rows);
    }
    moveTo(wanted);
  }

  return {
    state,
    duration: cast.duration,
    play() {
      if (stop !== undefined) return;
      if (state.getState().at >= cast.duration) seek(0);
      state.setState({ playing: true });
      stop = frames(frame);
    },
    pause,
    seek,
    setSpeed: (speed) => state.setState({ speed }),
    setSkipsIdle: (skipsIdle) => state.setState({ skipsIdle }),
    dispose: pause,
  };
}
