import { memo } from "react";
import { parseAnsi } from "#app/workspace/output/ansi";
import { styleOf } from "#app/workspace/output/look-style";

/** What a program printed, in its colours. */
export const PrintedText = memo(function PrintedText({ text }: { text: string }) {
  let at = 0;
  return parseAnsi(text).map(({ text: piece, look }) => {
    const start = at;
    at += piece.length;
    return (
      <span key={start} style={styleOf(look)}>
        {piece}
      </span>
    );
  });
});
