import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import Docker from "dockerode";
import type { z } from "zod";
import { EngineError, type EngineRefusal } from "#server/engine/engine-error";
import { UserError } from "#shared/failures";

/** How long a call may take when nothing else is said; a loaded engine answers a create in under 5 s here. */
const defaultLimitMs = 30_000;

export interface DockerRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
  readonly limitMs?: number;
}

/** Docker's HTTP interface with a time limit on every call and errors told apart by status code. */
export interface DockerClient {
  /** Parses the answer; an answer of another form is an error of ours. */
  call<T extends z.ZodType>(request: DockerRequest, answer: T): Promise<z.output<T>>;
  /** For calls whose answer does not matter. */
  send(request: DockerRequest): Promise<void>;
  /** Sends a tar; fails when the tar cannot be read to its end. */
  upload(request: DockerRequest, files: Readable): Promise<void>;
  /** The body as a stream. The limit covers the time until it begins; `signal` ends it. */
  stream(request: DockerRequest, signal?: AbortSignal): Promise<IncomingMessage>;
  /** The raw connection after an upgrade; `end()` on it closes only our direction. */
  hijack(request: DockerRequest): Promise<Socket>;
}

interface DialExtras {
  readonly isStream?: true;
  readonly hijack?: true;
  readonly file?: Readable;
}

// 2xx is success; everything else arrives as an error with its status code.
const successes = Object.fromEntries([200, 201, 202, 204, 101, 304].map((code) => [code, true]));

/** Connects lazily: the first call finds out whether the engine is there. */
export function createDockerClient(options: { socketPath: string }): DockerClient {
  const { modem } = new Docker({ socketPath: options.socketPath });

  function dial(request: DockerRequest, extra: DialExtras, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      modem.dial(
        {
          path: `${request.path}?`,
          method: request.method,
          options: { _query: request.query ?? {}, _body: request.body ?? {} },
          statusCodes: { ...successes },
          abortSignal: signal,
          ...extra,
        },
        (error, answer) => (error ? reject(error) : resolve(answer)),
      );
    });
  }

  async function limited(request: DockerRequest, extra: DialExtras, outer?: AbortSignal): Promise<unknown> {
    const controller = new AbortController();
    const abort = () => controller.abort();
    const timer = setTimeout(abort, request.limitMs ?? defaultLimitMs);
    outer?.addEventListener("abort", abort, { once: true });
    try {
      return await dial(request, extra, controller.signal);
    } catch (error) {
      throw inOurWords(error, `${request.method} ${request.path}`, controller.signal.aborted && !outer?.aborted);
    } finally {
      clearTimeout(timer);
      if (extra.isStream !== true) outer?.removeEventListener("abort", abort);
    }
  }

  return {
    async call(request, answer) {
      return answer.parse(await limited(request, {}));
    },
    async send(request) {
      await limited(request, {});
    },
    async upload(request, files) {
      const broken = new AbortController();
      let failure: unknown;
      files.once("error", (error) => {
        failure = error;
        broken.abort();
      });
      try {
        await limited(request, { file: files }, broken.signal);
      } catch (error) {
        throw failure ?? error;
      } finally {
        files.destroy();
      }
    },
    async stream(request, signal) {
      return (await limited(request, { isStream: true }, signal)) as IncomingMessage;
    },
    async hijack(request) {
      return (await limited(request, { isStream: true, hijack: true })) as Socket;
    },
  };
}

const refusalByStatus = new Map<number, EngineRefusal>([
  [404, "missing"],
  [409, "conflict"],
]);

/** Codes of a connection that cannot be made or broke: the engine is gone, not the thing that was asked for. */
const goneCodes = new Set(["ECONNREFUSED", "ENOENT", "ECONNRESET", "EPIPE", "EACCES", "ECONNABORTED"]);

function inOurWords(error: unknown, what: string, timedOut: boolean): Error {
  if (timedOut) {
    return new UserError(
      "unavailable",
      "The container engine did not answer in time. Try again; if it stays so, ask the operator to look at Docker.",
    );
  }
  if (!(error instanceof Error)) return new EngineError("refused", `${what}: ${String(error)}`);
  const status = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : undefined;
  if (status !== undefined)
    return new EngineError(refusalByStatus.get(status) ?? "refused", `${what}: ${error.message.trim()}`);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (goneCodes.has(code)) {
    return new UserError(
      "unavailable",
      "The container engine (Docker) does not answer. Ask the operator to start it; your files are safe.",
    );
  }
  return error;
}
