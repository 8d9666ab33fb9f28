import { expect, test } from "vitest";
import { Screen } from "../../docker/terminals/screen";
import { patient, withTerminals } from "./terminal-lab";

const lab = withTerminals();

test("a shell that ends while nobody looks is shown as ended, with its exit code and its last words", async () => {
  const owned = await lab.student();
  const page = await lab.page(owned);
  const screen = await lab.open(page);
  screen.type("stty -echo; echo going; sleep 0.5; seq 1 500; echo last''words; exit 7\n");
  await expect.poll(() => screen.text, patient).toContain("going\r\n");
  page.socket.close();

  await expect.poll(async () => (await lab.terminals.list(owned.workspace))[0]?.state, patient).toBe("closed");
  const later = await lab.page(owned);
  const [terminal] = await lab.terminals.list(owned.workspace);
  expect(terminal).toMatchObject({ id: screen.id, state: "closed", exitCode: 7 });
  const again = await Screen.attach(later, screen.id);
  await expect.poll(() => again.text, patient).toContain("lastwords\r\n");
  expect(again.text).toContain("1\r\n2\r\n3\r\n");
  expect(again.faults).toEqual([]);
});

test("a shell that was killed while nobody looked says by which signal", async () => {
  const owned = await lab.student();
  const page = await lab.page(owned);
  const screen = await lab.open(page);
  screen.type("(sleep 0.2; kill -9 $$) &\n");
  await expect.poll(() => screen.text, patient).toContain("kill");
  page.socket.close();
  await expect
    .poll(async () => (await lab.terminals.list(owned.workspace))[0], patient)
    .toMatchObject({ state: "closed", note: "The shell was ended by signal 9." });
});

test("what is typed into a shell that has ended goes nowhere", async () => {
  const page = await lab.page(await lab.student());
  const screen = await lab.open(page);
  screen.type("exit\n");
  await expect.poll(() => page.heard("terminal:changed").at(-1)?.state, patient).toBe("closed");
  const { next } = screen;
  screen.type("echo nobody\n");
  const answer = await page.value("terminal:attach", { id: screen.id, from: next });
  expect(answer).toMatchObject({ begin: next, live: next });
});
