import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Files } from "#server/files/files";
import type { Route } from "#server/http/route";
import { UserError } from "#shared/failures";
import { httpPaths, maxUploadBytes } from "#shared/http";
import { FilePath } from "#shared/ids";

/** Larger files are sparse giants: no workspace's disk holds so much. */
const maxDownloadBytes = 1024 * 1024 * 1024;

/** Download and upload of single files, and zips of folders. */
export function createFilesRoutes(files: Files): Route[] {
  return [
    {
      method: "GET",
      path: httpPaths.raw,
      right: "view",
      maxBody: 0,
      handle: async ({ workspace, query, response }) => {
        const path = pathFrom(query);
        const { handle, stat } = await files.open(workspace, path);
        const size = Number(stat.size);
        if (size > maxDownloadBytes) {
          await handle.close();
          throw new UserError("limit", `${path} is larger than 1 GB, too large to be downloaded.`);
        }
        attach(response, nameOf(path), "application/octet-stream");
        response.setHeader("Content-Length", size);
        const reader = size === 0 ? undefined : handle.createReadStream({ start: 0, end: size - 1 });
        if (reader === undefined) await handle.close();
        await send(reader ?? Readable.from([]), response);
      },
    },
    {
      method: "GET",
      path: httpPaths.zip,
      right: "view",
      maxBody: 0,
      handle: async ({ workspace, query, response }) => {
        const path = query.has("path") ? pathFrom(query) : undefined;
        const zip = await files.zip(workspace, path);
        attach(response, `${path === undefined ? "workspace" : nameOf(path)}.zip`, "application/zip");
        await send(zip, response);
      },
    },
    {
      method: "PUT",
      path: httpPaths.raw,
      right: "drive",
      maxBody: maxUploadBytes,
      handle: ({ workspace, query, body }) => files.upload(workspace, pathFrom(query), body),
    },
  ];
}

/** The path that is asked for; throws UserError("invalid") for anything else. */
export function pathFrom(query: URLSearchParams): FilePath {
  const path = FilePath.safeParse(query.get("path") ?? "");
  if (!path.success) throw new UserError("invalid", "A path is relative and has no empty, '.' or '..' part.");
  return path.data;
}

function nameOf(path: FilePath): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Makes sure that a browser stores the bytes and never shows or runs them on this origin. */
export function attach(response: ServerResponse, name: string, type: string): void {
  const ascii = name.replace(/[^\w.-]/g, "_");
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, "_")).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Disposition", `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
  response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
  response.setHeader("X-Content-Type-Options", "nosniff");
}

/** Sends all of it; that the browser went away is no error. */
export async function send(source: Readable, response: ServerResponse): Promise<void> {
  try {
    await pipeline(source, response);
  } catch (error) {
    // The browser went away: nobody is left to be told.
    const isGone = error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
    if (!isGone) throw error;
  }
}
