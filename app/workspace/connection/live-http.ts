import { CallError } from "#app/workspace/connection/call-error";
import type { Failure } from "#shared/failures";

/** How far an upload is, 0 to 1. */
export type Progress = (share: number) => void;

/** The workspace server's HTTP side: every request brings its own fresh ticket. */
export interface LiveHttp {
  /** Fetches bytes and hands them to the browser as a download. */
  download(path: string, fileName: string): Promise<void>;
  text(path: string): Promise<string>;
  /** Sends bytes with progress; answers the JSON of the server. */
  upload(method: "PUT" | "POST", path: string, body: Blob, progress?: Progress, signal?: AbortSignal): Promise<unknown>;
}

/** Builds the HTTP side over a source of tickets. */
export function createLiveHttp(ticket: () => Promise<string>): LiveHttp {
  async function get(path: string): Promise<Response> {
    const headers = { Authorization: `Bearer ${await ticket()}` };
    const response = await fetch(path, { headers, cache: "no-store" }).catch(() => {
      throw unreachable();
    });
    if (!response.ok) throw new CallError(failureOf(await response.text()));
    return response;
  }

  return {
    async download(path, fileName) {
      const response = await get(path);
      save(await response.blob(), fileName);
    },
    async text(path) {
      return (await get(path)).text();
    },
    async upload(method, path, body, progress, signal) {
      return send({ method, path, body, ticket: await ticket(), progress, signal });
    },
  };
}

/** Hands a blob to the browser as a file to keep. */
export function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface Sending {
  readonly method: string;
  readonly path: string;
  readonly body: Blob;
  readonly ticket: string;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

function send({ method, path, body, ticket, progress, signal }: Sending): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.setRequestHeader("Authorization", `Bearer ${ticket}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => progress?.(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(parsed(request.responseText));
      else reject(new CallError(failureOf(request.responseText)));
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new CallError({ code: "refused", sentence: "The upload was cancelled." }));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function unreachable(): CallError {
  return new CallError({
    code: "unavailable",
    sentence: "The server cannot be reached. Try again when the connection is back.",
  });
}

function failureOf(text: string): Failure {
  const body = parsed(text);
  if (body !== null && typeof body === "object" && "sentence" in body && "code" in body) return body as Failure;
  return { code: "unavailable", sentence: "The server could not do this now. Try again in a moment." };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
