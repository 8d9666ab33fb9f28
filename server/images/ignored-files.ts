/** Decides what of a build's folder `COPY` never sees, by the lines of its `.dockerignore`. */
export function createIgnored(text: string): (path: string) => boolean {
  const rules = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .slice(0, maximumRules)
    .map((line) => {
      const isKept = line.startsWith("!");
      const pattern = (isKept ? line.slice(1) : line).trim().replace(/^\/+|\/+$/g, "");
      return { isKept, segments: pattern.split("/").filter((part) => part !== "" && part !== ".") };
    })
    .filter(({ segments }) => segments.length > 0);
  return (path) => {
    const parts = path.split("/");
    let isIgnored = false;
    for (const { isKept, segments } of rules) if (matchesFromTop(parts, segments)) isIgnored = !isKept;
    return isIgnored;
  };
}

/** More lines than any project has. */
const maximumRules = 200;

/** Whether the path or a folder that it lies in has this pattern; `**` stands for any folders. */
function matchesFromTop(parts: readonly string[], segments: readonly string[]): boolean {
  const [first, ...rest] = segments;
  if (first === undefined) return true;
  if (first === "**") return parts.some((_, at) => matchesFromTop(parts.slice(at), rest)) || rest.length === 0;
  const [part, ...more] = parts;
  return part !== undefined && matchesName(part, first) && matchesFromTop(more, rest);
}

/** Whether one name has a pattern with `*`, `?` and `[…]`. Takes time proportional to their lengths. */
export function matchesName(name: string, pattern: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    const end = classEnd(pattern, place);
    if (pattern[place] === "*") {
      star = place;
      resume = at;
      place += 1;
    } else if (place < pattern.length && matchesOne(name[at] ?? "", pattern, place)) {
      at += 1;
      place = end;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      place = star + 1;
    } else return false;
  }
  while (pattern[place] === "*") place += 1;
  return place === pattern.length;
}

/** The place after the character, or after the `[…]`, that begins here. */
function classEnd(pattern: string, place: number): number {
  const end = pattern[place] === "[" ? pattern.indexOf("]", place + 1) : -1;
  return end < 0 ? place + 1 : end + 1;
}

function matchesOne(character: string, pattern: string, place: number): boolean {
  const wanted = pattern[place];
  if (wanted === "?") return true;
  const end = classEnd(pattern, place);
  if (wanted !== "[" || end === place + 1) return wanted === character;
  const inside = pattern.slice(place + 1, end - 1);
  const isNot = inside.startsWith("^");
  const set = isNot ? inside.slice(1) : inside;
  let found = false;
  for (let at = 0; at < set.length; at += 1) {
    if (set[at + 1] === "-" && at + 2 < set.length) {
      found ||= (set[at] ?? "") <= character && character <= (set[at + 2] ?? "");
      at += 2;
    } else found ||= set[at] === character;
  }
  return found !== isNot;
}
