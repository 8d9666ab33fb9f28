import type { CSSProperties } from "react";
import "#app/workspace/output/ansi.css";
import type { Look } from "#app/workspace/output/ansi";

/** How a look is drawn. A ground is only tinted with its colour, so that text on it can be read in both themes. */
export function styleOf(look: Look): CSSProperties | undefined {
  if (Object.keys(look).length === 0) return undefined;
  // Inverse swaps the two; its text keeps the colour, which a tint of the same colour carries well.
  const colour = look.inverse ? (look.ground ?? look.colour) : look.colour;
  const ground = look.inverse ? look.colour : look.ground;
  return {
    color: css(colour),
    background: ground === undefined ? (look.inverse ? "var(--pressed)" : undefined) : tinted(css(ground)),
    fontWeight: look.bold ? 700 : undefined,
    fontStyle: look.italic ? "italic" : undefined,
    opacity: look.dim ? 0.75 : undefined,
    textDecoration: look.underline ? "underline" : undefined,
  };
}

function css(colour: number | string | undefined): string | undefined {
  return typeof colour === "number" ? `var(--ansi-${colour})` : colour;
}

/** A quarter of the colour: told apart at a glance, and text on it keeps its contrast. */
function tinted(colour: string | undefined): string {
  return `color-mix(in srgb, ${colour ?? "currentColor"} 25%, transparent)`;
}
