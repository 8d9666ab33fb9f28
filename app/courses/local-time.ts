/** A moment as `<input type="datetime-local">` writes it: the wall clock of this browser's zone, to the minute. */
export function toLocalInput(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment that such an input means in this browser's zone, as ISO 8601 in UTC; null for an empty or unfinished one. */
export function fromLocalInput(text: string): string | null {
  // Without a zone, Date takes the text as local time, also across changes of summer time.
  const date = new Date(text);
  return text === "" || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
