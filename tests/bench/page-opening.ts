import { type Browser, chromium, type Page } from "@playwright/test";
import { makeStudent, signInOverHttp } from "../support/people";
import { launchOptions } from "./browser";
import { type Measure, median, verdict } from "./sample";
import type { Scene } from "./scene";

const rounds = 5;
/** From the issue: ready to type with a container that has to be made, and with one that is there. */
const allowedSeconds = { cold: 2.5, warm: 0.7 };
/** From the issue, in bytes as they are sent: what the page loads before Monaco's lazy languages. */
const allowedScriptBytes = 1_500_000;
/** From the address to a letter that was typed and stands in the text; and how much JavaScript that took. */
export async function measurePageOpening(scene: Scene): Promise<Measure[]> {
  const browser = await chromium.launch(launchOptions);
  const cold: number[] = [];
  const warm: number[] = [];
  let scriptBytes = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      const { page, addressOf } = await visit(scene, browser);
      // The first page also fetches the scripts: it tells how many bytes they are, and fills the cache. Its language is only coloured:
      // what Monaco fetches lazily for JavaScript does not count.
      const scripts = await countScripts(page);
      await openAndType(page, await addressOf("sensor-bus"));
      scriptBytes = scripts.bytes();
      const address = await addressOf("rmi-chat");
      cold.push(await openAndType(page, address));
      warm.push(await openAndType(page, address));
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
  return [
    row("Workspace page ready to type, nothing of it running yet", median(cold), allowedSeconds.cold),
    row("Workspace page ready to type, opened before", median(warm), allowedSeconds.warm),
    {
      name: "JavaScript of the workspace page, as sent",
      ours: `${(scriptBytes / 1e6).toFixed(2)} MB`,
      floor: "",
      target: `≤ ${allowedScriptBytes / 1e6} MB`,
      verdict: verdict(scriptBytes <= allowedScriptBytes),
    },
  ];
}

function row(name: string, seconds: number, allowed: number): Measure {
  return {
    name,
    ours: `${seconds.toFixed(2)} s`,
    floor: "",
    target: `≤ ${allowed} s`,
    verdict: verdict(seconds <= allowed),
  };
}

/** A student whom nobody has seen before, with an empty browser. */
async function visit({ installation }: Scene, browser: Browser) {
  const person = await signInOverHttp(installation.origin, await makeStudent(installation.database));
  const context = await browser.newContext({ baseURL: installation.origin, viewport: { width: 1440, height: 900 } });
  await context.addCookies(person.cookies);
  return { page: await context.newPage(), addressOf: person.start };
}

let typed = 0;

/** Seconds from the address until a word that was typed is drawn; looked for in every frame. */
async function openAndType(page: Page, address: string): Promise<number> {
  typed += 1;
  const word = `word${typed}`;
  const began = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(focusEditor, undefined, { polling: "raf" });
  await page.keyboard.insertText(word);
  await page.waitForFunction(isDrawn, word, { polling: "raf" });
  return (performance.now() - began) / 1000;
}

function focusEditor(): boolean {
  const input = document.querySelector(".monaco-editor .native-edit-context, .monaco-editor textarea");
  if (!(input instanceof HTMLElement) || document.querySelector(".monaco-editor .view-line") === null) return false;
  input.focus();
  return document.activeElement === input;
}

function isDrawn(word: string): boolean {
  return [...document.querySelectorAll(".monaco-editor .view-line")].some((line) => line.textContent?.includes(word));
}

/** Adds up what scripts weigh on the wire; workers, where lazy languages live, are not the page's. */
async function countScripts(page: Page): Promise<{ bytes(): number }> {
  const session = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let sum = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => void (type === "Script" && scripts.add(requestId)));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) sum += encodedDataLength;
  });
  await session.send("Network.enable");
  return { bytes: () => sum };
}
