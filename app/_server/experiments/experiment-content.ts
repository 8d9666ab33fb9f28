import { hashOf } from "#prisma/seed/folder-hash";
import { composePath, draftBounds, draftTrees, placeInTree, sheetPath } from "#shared/authoring/draft";
import { UserError } from "#shared/failures";

/** One file of an experiment's folder; `path` begins at the folder: `compose.yaml`, `starter/src/server.mjs`. */
export interface ContentFile {
  readonly path: string;
  readonly executable: boolean;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** An experiment's folder as a list of files. */
export type Content = readonly ContentFile[];

/** The files of a version as a folder. */
export function contentOfVersion(version: {
  readonly compose: string;
  readonly sheet: string;
  readonly files: readonly (Omit<ContentFile, "path"> & { readonly tree: string; readonly path: string })[];
}): Content {
  const text = (path: string, value: string) => ({ path, executable: false, content: bytesOf(value) });
  return [
    text(composePath, version.compose),
    text(sheetPath, version.sheet),
    ...version.files.map(({ tree, path, executable, content }) => ({ path: `${tree}/${path}`, executable, content })),
  ];
}

/** A folder as a version keeps it, with the hash by which the seed and every publication tell whether something changed. */
export function versionOfContent(content: Content) {
  const compose = textAt(content, composePath) ?? "";
  const sheet = textAt(content, sheetPath) ?? "";
  const files = content
    .flatMap(({ path, executable, content: bytes }) => {
      const place = placeInTree(path);
      return place === null ? [] : [{ ...place, executable, content: bytes }];
    })
    .sort((a, b) => draftTrees.indexOf(a.tree) - draftTrees.indexOf(b.tree) || (a.path < b.path ? -1 : 1));
  return { compose, sheet, files, hash: hashOf(compose, sheet, files) };
}

/** A file's text; null when it is missing. */
export function textAt(content: Content, path: string): string | null {
  const file = content.find((one) => one.path === path);
  return file === undefined ? null : Buffer.from(file.content).toString("utf8");
}

/** A text as the database keeps it. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "utf8"));
}

/** Throws UserError `limit` when a folder is more than an experiment may hold. */
export function checkBounds(files: readonly { readonly path: string; readonly size: number }[]): void {
  if (files.length > draftBounds.files)
    throw new UserError("limit", `An experiment has at most ${draftBounds.files} files. Take some out.`);
  const large = files.find(({ size }) => size > draftBounds.fileBytes);
  if (large !== undefined)
    throw new UserError("limit", `${large.path} is larger than 1 MB, which is the most for one file of an experiment.`);
  if (files.reduce((sum, { size }) => sum + size, 0) > draftBounds.bytes)
    throw new UserError("limit", "The files of an experiment are at most 8 MB together. Take some out.");
}
