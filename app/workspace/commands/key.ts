/** The part of a keyboard event that decides which command it means. */
export type Stroke = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/**
 * Whether a stroke is the chord written as "Ctrl+Shift+F", "Alt+1" or "F1". Digits and the backquote go by their place on the
 * keyboard (on a German one the backquote is the key left of 1), letters by what they type. Cmd counts as Ctrl.
 */
export function isChord(stroke: Stroke, chord: string): boolean {
  const parts = chord.split("+");
  const key = parts.at(-1) ?? "";
  if ((stroke.ctrlKey || stroke.metaKey) !== parts.includes("Ctrl")) return false;
  if (stroke.altKey !== parts.includes("Alt") || stroke.shiftKey !== parts.includes("Shift")) return false;
  if (/^[0-9]$/.test(key)) return stroke.code === `Digit${key}`;
  if (key === "`") return stroke.code === "Backquote";
  return stroke.key.toLowerCase() === key.toLowerCase();
}
