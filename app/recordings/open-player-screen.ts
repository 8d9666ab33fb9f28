import "@xterm/xterm/css/xterm.css";
import "#app/workspace/terminals/xterm.css";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { Terminal } from "@xterm/xterm";
import type { PlaybackScreen } from "#app/recordings/playback";
import { followTheme, terminalTheme } from "#app/workspace/terminals/terminal-theme";

/** A screen that shows a recording, as large as its place allows. */
export interface PlayerScreen extends PlaybackScreen {
  /** Chooses the size of its letters for the width it has. */
  fit(width: number): void;
  dispose(): void;
}

/** Letters of JetBrains Mono are 0.6 of their size wide. */
const letterWidth = 0.6;
/** Smaller cannot be read and is scrolled instead; larger looks like a poster. */
const sizes = { smallest: 9, largest: 15 } as const;
const scrollback = 5000;

/** Makes an xterm.js that nobody can type into and that answers nobody; in a module of its own, loaded with the first recording. */
export function openPlayerScreen(element: HTMLElement): PlayerScreen {
  const xterm = new Terminal({
    ...{ allowProposedApi: true, disableStdin: true, cursorBlink: false, scrollback, minimumContrastRatio: 4.5 },
    fontFamily: "'JetBrains Mono', ui-monospace, monospace",
    fontSize: 13,
    theme: terminalTheme(),
  });
  xterm.loadAddon(new Unicode11Addon());
  xterm.unicode.activeVersion = "11";
  xterm.open(element);
  const unfollow = followTheme((theme) => {
    xterm.options.theme = theme;
  });
  let width = 0;

  function sizeLetters(): void {
    const size = Math.floor((width - 24) / (xterm.cols * letterWidth));
    xterm.options.fontSize = Math.min(sizes.largest, Math.max(sizes.smallest, size));
  }

  return {
    reset(cols, rows) {
      xterm.reset();
      xterm.resize(cols, rows);
      sizeLetters();
    },
    resize(cols, rows) {
      xterm.resize(cols, rows);
      sizeLetters();
    },
    write: (text) => xterm.write(text),
    fit(available) {
      width = available;
      sizeLetters();
    },
    dispose() {
      unfollow();
      xterm.dispose();
    },
  };
}
