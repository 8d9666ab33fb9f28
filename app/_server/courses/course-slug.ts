/** Addresses below /courses that are pages of ours. */
const reserved = new Set(["new"]);
const maxLength = 48;

/** What stands in the address of a course with this title; "course" when nothing of it can. */
export function slugOf(title: string): string {
  const slug = title
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, maxLength)
    .replaceAll(/^-+|-+$/g, "");
  return slug === "" || reserved.has(slug) ? `course${slug === "" ? "" : `-${slug}`}` : slug;
}
