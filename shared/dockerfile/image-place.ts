/** First folders that belong to the base image or that every instance covers with empty memory. */
const system = [
  ..."bin boot dev etc lib lib32 lib64 libx32 media mnt node_modules proc root run sbin sys tmp usr var varlab".split(
    " ",
  ),
];
/** Folders deeper in those, in which the base images have nothing. */
const free = [/^\/usr\/src(\/|$)/, /^\/var\/www(\/|$)/];
/** What is empty memory in every instance, so that nobody would see what an image has there. */
const covered = ["/tmp", "/run", "/home/student", "/dev/shm"];

/** Why an image may not have files of its own under an absolute path; null when it may. */
export function placeComplaint(path: string): string | null {
  if (path === "/") return "The root folder belongs to the base image.";
  if (covered.some((folder) => path === folder || path.startsWith(`${folder}/`)))
    return `${path} is empty memory in every instance, so what an image has there is never seen.`;
  const [, first = "", second] = path.split("/");
  if (first === "home") return second === undefined ? "/home belongs to the base image." : null;
  if (!system.includes(first) || free.some((pattern) => pattern.test(path))) return null;
  return `/${first} belongs to the base image.`;
}

/** The folder that is the student's own when an image has files under `path`; for paths without a complaint. */
export function placeRoot(path: string): string {
  const [, first = "", second = ""] = path.split("/");
  return first === "home" || first === "usr" || first === "var" ? `/${first}/${second}` : `/${first}`;
}

/** An absolute path without `.`, `..`, double and trailing slashes; relative ones begin at `folder`. */
export function absolutePath(path: string, folder: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${folder}/${path}`).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}
