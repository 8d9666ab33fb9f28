import { createStore, type StoreApi } from "zustand/vanilla";
import { spokenLanguage, wordsOf } from "#app/i18n/outside-react";
import { CallError, sentenceOf } from "#app/workspace/connection/call-error";
import type { LiveHttp } from "#app/workspace/connection/live-http";
import type { FileToUpload } from "#app/workspace/files/dropped-files";
import { joined, sizeText } from "#app/workspace/files/file-path";
import { httpPaths, maxUploadBytes } from "#shared/http";

/** The uploads of now: one line for all of them, and those that failed. */
export interface UploadState {
  readonly total: number;
  readonly done: number;
  /** Of all bytes, 0 to 1. */
  readonly share: number;
  readonly current: string | null;
  readonly failures: readonly { readonly path: string; readonly sentence: string }[];
}

/** Sends files into the workspace, a few at a time, and can be told to stop. */
export interface Uploads {
  readonly state: StoreApi<UploadState>;
  start(files: readonly FileToUpload[], folder: string): Promise<void>;
  cancel(): void;
  dismiss(): void;
}

const idle: UploadState = { total: 0, done: 0, share: 0, current: null, failures: [] };
/** Each has its own ticket and connection; more would not be faster on one disk. */
const atOnce = 3;

function tooLarge(bytes: number): CallError {
  const language = spokenLanguage();
  const [size, limit] = [sizeText(bytes, language), sizeText(maxUploadBytes, language)];
  return new CallError({ code: "limit", sentence: wordsOf("editing.upload")("tooLarge", { size, limit }) });
}

/** Uploads over the HTTP side. */
export function createUploads(http: LiveHttp): Uploads {
  const state = createStore<UploadState>(() => idle);
  let stop = new AbortController();
  let sent = new Map<string, number>();
  let bytes = 0;

  function progress(): void {
    const all = [...sent.values()].reduce((sum, one) => sum + one, 0);
    state.setState({ share: bytes === 0 ? 1 : all / bytes });
  }

  function fail(path: string, sentence: string): void {
    state.setState(({ failures }) => ({ failures: [...failures, { path, sentence }] }));
  }

  async function send({ path, file }: FileToUpload, folder: string): Promise<void> {
    const target = joined(folder, path);
    state.setState({ current: target });
    try {
      if (file.size > maxUploadBytes) throw tooLarge(file.size);
      const report = (share: number) => {
        sent.set(target, share * file.size);
        progress();
      };
      await http.upload("PUT", `${httpPaths.raw}?path=${encodeURIComponent(target)}`, file, report, stop.signal);
    } catch (error) {
      fail(target, sentenceOf(error));
    }
    sent.set(target, file.size);
    state.setState(({ done }) => ({ done: done + 1 }));
    progress();
  }

  return {
    state,
    async start(files, folder) {
      if (state.getState().current === null) {
        stop = new AbortController();
        sent = new Map();
        bytes = 0;
        state.setState(idle);
      }
      bytes += files.reduce((sum, { file }) => sum + file.size, 0);
      state.setState(({ total }) => ({ total: total + files.length }));
      const waiting = [...files];
      const worker = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined && !stop.signal.aborted; next = waiting.shift())
          await send(next, folder);
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      state.setState({ current: null });
    },
    cancel: () => stop.abort(),
    dismiss: () => state.setState(idle),
  };
}
