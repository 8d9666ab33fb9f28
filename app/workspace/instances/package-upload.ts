import { wordsOf } from "#app/i18n/outside-react";
import { CallError, sentenceOf } from "#app/workspace/connection/call-error";
import type { Session } from "#app/workspace/session/session";
import { httpPaths, maxUploadBytes } from "#shared/http";
import type { InstanceName } from "#shared/ids";

/** Sends a program package to an instance and deploys it there; then asks how to launch it. What goes wrong is shown on the tile. */
export async function uploadPackage(session: Session, name: InstanceName, file: File): Promise<void> {
  const { desk, http, store } = session;
  const abort = new AbortController();
  const show = (share: number) => desk.upload(name, { fileName: file.name, share, cancel: () => abort.abort() });
  desk.fail(name, undefined);
  show(0);
  try {
    if (file.size > maxUploadBytes) {
      throw new CallError({
        code: "limit",
        sentence: wordsOf("workspace.tile")("tooLarge", { file: file.name }),
      });
    }
    const query = new URLSearchParams({ name, file: file.name });
    await http.upload("POST", `${httpPaths.package}?${query}`, file, show, abort.signal);
    const instance = store.getState().instances.find((one) => one.name === name);
    if (instance !== undefined && instance.editable.length > 0) desk.open({ kind: "launch", name });
  } catch (error) {
    desk.fail(name, sentenceOf(error));
  } finally {
    desk.upload(name, undefined);
  }
}

/** Lets the reader choose a file for `uploadPackage`. */
export function choosePackage(session: Session, name: InstanceName): void {
  const field = document.createElement("input");
  field.type = "file";
  field.onchange = () => {
    const [file] = field.files ?? [];
    if (file !== undefined) void uploadPackage(session, name, file);
  };
  field.click();
}
