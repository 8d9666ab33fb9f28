import { expect, test } from "vitest";
import { Screen } from "../../docker/terminals/screen";
import { patient, withTerminals } from "./terminal-lab";

const lab = withTerminals();

test("what a viewer types, resizes, renames, opens or closes does not reach the shell", async () => {
  const owned = await lab.student();
  const owner = await lab.page(owned);
  const screen = await lab.open(owner);
  owner.socket.emit("terminal:resize", { id: screen.id, cols: 90, rows: 28 });
  screen.type("stty size\n");
  await expect.poll(() => screen.text, patient).toContain("28 90\r\n");

  const viewer = await lab.page(await lab.tutor(owned));
  const watching = await Screen.attach(viewer, screen.id);
  watching.type("echo intruder-$((1+1))\n");
  viewer.socket.emit("terminal:resize", { id: screen.id, cols: 40, rows: 10 });
  const refused = [
    await viewer.call("terminal:rename", { id: screen.id, title: "mine" }),
    await viewer.call("terminal:close", { id: screen.id }),
    await viewer.call("terminal:open", { target: { kind: "toolchain" }, cols: 80, rows: 24 }),
  ];
  for (const answer of refused) expect(answer).toMatchObject({ ok: false, failure: { code: "forbidden" } });

  // The calls above were answered after the signals were taken: what was typed would stand here by now.
  screen.type("stty size; echo own-$((1+1))\n");
  await expect.poll(() => watching.text, patient).toContain("own-2\r\n");
  expect(screen.text).not.toContain("intruder");
  expect(screen.text.match(/28 90\r\n/g)).toHaveLength(2);
  const [terminal] = await lab.terminals.list(owned.workspace);
  expect(terminal).toMatchObject({ cols: 90, rows: 28, state: "open" });
});
