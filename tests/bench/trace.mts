import { chromium } from "@playwright/test";
import { writeFileSync } from "node:fs";
import { makeStudent, signInOverHttp } from "../support/people";
import { createScene } from "./scene";
import { median } from "./sample";
const scene = await createScene();
const { installation } = scene;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--disable-quic","--no-first-run","--disable-background-networking"] });
const all: number[] = [];
try {
  for (let round = 0; round < Number(process.env.ROUNDS ?? 2); round++) {
    const person = await signInOverHttp(installation.origin, await makeStudent(installation.database));
    const context = await browser.newContext({ baseURL: installation.origin, viewport: { width: 1440, height: 900 } });
    await context.addCookies(person.cookies);
    const page = await context.newPage();
    const open = async (address: string, word: string) => {
      const began = performance.now();
      await page.goto(address, { waitUntil: "commit" });
      await page.waitForFunction(() => { const i = document.querySelector(".monaco-editor .native-edit-context, .monaco-editor textarea"); if (!(i instanceof HTMLElement) || document.querySelector(".monaco-editor .view-line") === null) return false; i.focus(); return document.activeElement === i; }, undefined, { polling: "raf" });
      await page.keyboard.insertText(word);
      await page.waitForFunction((w) => [...document.querySelectorAll(".monaco-editor .view-line")].some((l) => l.textContent?.includes(w)), word, { polling: "raf" });
      return performance.now() - began;
    };
    const a = await person.start("rmi-chat");
    await open(await person.start("hello-relay"), "w0");
    await open(a, "w1");
    for (let k = 0; k < 4; k++) all.push(await open(a, "wx" + k));
    if (process.env.TRACE) {
      await browser.startTracing(page, { path: "/tmp/w/trace.json", categories: ["devtools.timeline","v8","v8.execute","blink.user_timing","loading","toplevel","disabled-by-default-devtools.timeline","netlog","devtools.network"] as string[] });
      const t = await open(a, "traced"); console.log("traced", t);
      await browser.stopTracing();
      const res = await page.evaluate(() => JSON.stringify([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource"), ...performance.getEntriesByType("mark")].map((e: any) => ({ n: e.name.split("/").slice(3).join("/").slice(0,90), s: Math.round(e.startTime), rq: Math.round(e.requestStart ?? 0), rs: Math.round(e.responseStart ?? 0), e: Math.round(e.responseEnd ?? 0), size: e.transferSize, dec: e.decodedBodySize }))));
      for (const r of JSON.parse(res)) console.log(r.s, r.rq, r.rs, r.e, r.size, r.dec, r.n);
    }
    await context.close();
  }
  console.log("warm median", median(all).toFixed(0), all.map((x) => x.toFixed(0)).join(" "));
} finally { await browser.close(); await scene.dispose(); }
process.exit(0);
