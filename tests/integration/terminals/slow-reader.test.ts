import { expect, test } from "vitest";
import { type Notice, terminalWindowBytes } from "#shared/socket/catalogue";
import { Screen } from "../../docker/terminals/screen";
import { openShell, patient, withTerminals } from "./terminal-lab";

const lab = withTerminals();

test("a driver who stops reading stops neither the program nor another viewer, and gets what is new when it reads again", async () => {
  const owned = await lab.student();
  const [stuck, reading] = [await lab.page(owned), await lab.page(owned)];
  const id = await openShell(stuck);
  let received = 0;
  stuck.socket.on("terminal:output", ({ offset, bytes }: Notice<"terminal:output">) => {
    received = offset + bytes.length;
  });
  await stuck.value("terminal:attach", { id, from: 0 });
  const screen = await Screen.attach(reading, id);
  screen.type("stty -echo; seq 1 1500000; echo all''done\n");
  await expect.poll(() => screen.text.slice(-2000), patient).toContain("alldone\r\n");

  expect(screen.faults).toEqual([]);
  expect(screen.gaps).toEqual([]);
  // It was sent one window and no more, however much came after.
  expect(screen.next).toBeGreaterThan(10_000_000);
  expect(received).toBeLessThan(3 * terminalWindowBytes);

  stuck.socket.emit("terminal:ack", { id, offset: received });
  await expect.poll(() => stuck.heard("terminal:gap").length, patient).toBe(1);
  await expect.poll(() => received, patient).toBe(screen.next);
});

test("who only looks and does not read never makes the program wait", async () => {
  const owned = await lab.student();
  const [driver, looker] = [await lab.page(owned), await lab.page(await lab.tutor(owned))];
  const screen = await lab.open(driver);
  await looker.value("terminal:attach", { id: screen.id, from: 0 });
  screen.type("stty -echo; seq 1 300000; echo all''done\n");
  await expect.poll(() => screen.text.slice(-2000), patient).toContain("alldone\r\n");
  expect(screen.faults).toEqual([]);
  expect(looker.heard("terminal:gap")).toEqual([]);
});

test("a slow reader of one terminal does not delay what is typed in another", async () => {
  const owned = await lab.student();
  const page = await lab.page(owned);
  const flooding = await openShell(page);
  await page.value("terminal:attach", { id: flooding, from: 0 });
  const quiet = await lab.open(page);
  page.socket.emit("terminal:input", { id: flooding, bytes: Buffer.from("yes\n") });
  await expect.poll(() => page.heard("terminal:output").length, patient).toBeGreaterThan(10);
  const began = performance.now();
  quiet.type("echo still-$((40+2))\n");
  await expect.poll(() => quiet.text, { ...patient, interval: 5 }).toContain("still-42");
  expect(performance.now() - began).toBeLessThan(1000);
  await page.value("terminal:close", { id: flooding });
});
