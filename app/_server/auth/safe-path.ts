/** `target` when it is a path of this app, else "/": sign-in sends nobody to another site. */
export function safePath(target: string | null | undefined, base: string): string {
  if (!target || !URL.canParse(target, base)) return "/";
  const url = new URL(target, base);
  if (url.origin !== new URL(base).origin) return "/";
  if (url.pathname.startsWith("//") || url.pathname.startsWith("/sign-in") || url.pathname.startsWith("/api/"))
    return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
