/** A text with the characters at these places set apart. */
export function Highlighted({ text, at }: { text: string; at: readonly number[] }) {
  const marked = new Set(at);
  const runs: { text: string; marked: boolean; start: number }[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const last = runs.at(-1);
    if (last && last.marked === marked.has(index)) last.text += text.charAt(index);
    else runs.push({ text: text.charAt(index), marked: marked.has(index), start: index });
  }
  return (
    <span className="min-w-0 truncate">
      {runs.map((run) =>
        run.marked ? (
          <b key={run.start} className="font-semibold text-accent-text">
            {run.text}
          </b>
        ) : (
          <span key={run.start}>{run.text}</span>
        ),
      )}
    </span>
  );
}
