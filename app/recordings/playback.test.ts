import { expect, test } from "vitest";
import { parseCast } from "#app/recordings/cast";
import { createPlayback } from "#app/recordings/playback";

const head = '{"version":2,"width":80,"height":24}';

/** A cast, a screen that remembers what it shows, and frames that come when the test says so. */
function play(...lines: readonly string[]) {
  const shown = { text: "", size: "" };
  let frame: ((elapsed: number) => void) | undefined;
  const playback = createPlayback(
    parseCast([head, ...lines, ""].join("\n")),
    {
      reset(cols, rows) {
        Object.assign(shown, { text: "", size: `${cols}x${rows}` });
      },
      resize(cols, rows) {
        shown.size = `${cols}x${rows}`;
      },
      write(text) {
        shown.text += text;
      },
    },
    (callback) => {
      frame = callback;
      return () => {
        frame = undefined;
      };
    },
  );
  return {
    playback,
    shown,
    pass: (milliseconds: number) => frame?.(milliseconds),
    isRunning: () => frame !== undefined,
  };
}

test("what was printed appears when its time has come", () => {
  const { playback, shown, pass } = play('[0.5,"o","a"]', '[1,"o","b"]', '[1.5,"o","c"]');
  playback.play();
  pass(600);
  expect(shown.text).toBe("a");
  pass(500);
  expect(shown.text).toBe("ab");
});

test("twice the speed needs half the time, and the end stops it", () => {
  const { playback, shown, pass, isRunning } = play('[1,"o","a"]', '[2,"o","b"]');
  playback.setSpeed(2);
  playback.play();
  pass(500);
  expect(shown.text).toBe("a");
  pass(500);
  expect(shown.text).toBe("ab");
  expect(isRunning()).toBe(false);
  expect(playback.state.getState()).toMatchObject({ at: 2, playing: false });
});

test("seeking back shows exactly what stood there, with the size of then", () => {
  const { playback, shown } = play('[1,"o","a"]', '[2,"r","100x30"]', '[3,"o","b"]', '[4,"o","c"]');
  playback.seek(4);
  expect(shown).toEqual({ text: "abc", size: "100x30" });
  playback.seek(1.5);
  expect(shown).toEqual({ text: "a", size: "80x24" });
  playback.seek(3);
  expect(shown).toEqual({ text: "ab", size: "100x30" });
});

test("a stretch in which nothing happens is skipped, or played when that is wanted", () => {
  const { playback, shown, pass } = play('[1,"o","a"]', '[601,"o","b"]');
  playback.play();
  pass(1000);
  pass(16);
  pass(500);
  expect(shown.text).toBe("ab");
  playback.setSkipsIdle(false);
  playback.play();
  pass(1000);
  pass(16);
  pass(500);
  expect(shown.text).toBe("a");
});

test("what is missing in a recording is said where it is missing", () => {
  const { playback } = play('[1,"o","a"]', '[2,"m","100 bytes were not recorded"]', '[20,"o","b"]');
  playback.seek(3);
  expect(playback.state.getState().mark).toBe("100 bytes were not recorded");
  playback.seek(19);
  expect(playback.state.getState().mark).toBeNull();
});

test("a recording that is cut off in its last line plays up to there", () => {
  const cast = parseCast(`${head}\n[1,"o","a"]\n[2,"o","unfin`);
  expect(cast.events).toEqual([{ at: 1, kind: "output", text: "a" }]);
  expect(() => parseCast("GIF89a")).toThrow();
});
