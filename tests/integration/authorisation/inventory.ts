import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { calls, signals, socketPath } from "#shared/socket/catalogue";
import { classCalls } from "#shared/socket/class-catalogue";
import { operatorCalls } from "#shared/socket/operator-catalogue";

const root = path.resolve(import.meta.dirname, "../../..");

/** The address of a file below `app/`: folders in brackets are for us, and not part of it. */
function addressOf(file: string): string {
  const parts = path.dirname(path.relative("app", file)).split("/");
  return `/${parts.filter((part) => part !== "." && !/^\(.*\)$/.test(part)).join("/")}`;
}

/** The files below a folder whose path ends so, sorted. */
function find(folder: string, ...endings: readonly string[]): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file))
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .sort();
}

/** Every page of the web app, such as `/courses/[course]`. */
export function listPages(): string[] {
  return find("app", "/page.tsx").map(addressOf);
}

const methodPattern = "(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)";

/** Every method of every route of the web app, such as `POST /api/tickets`. */
export function listRoutes(): string[] {
  return find("app", "/route.ts").flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    const declared = [...text.matchAll(new RegExp(`export (?:async )?(?:function|const) ${methodPattern}\\b`, "g"))];
    const renamed = [...text.matchAll(/export \{([^}]*)\}/g)].flatMap(([, names = ""]) => [
      ...names.matchAll(new RegExp(`\\b${methodPattern}\\b`, "g")),
    ]);
    const methods = [...declared, ...renamed].map(([, method]) => method);
    if (methods.length === 0) throw new Error(`${file} exports no method that this test recognises.`);
    return methods.map((method) => `${method} ${addressOf(file)}`);
  });
}

/** Every address of the workspace server, read from its source: whatever begins with `/live/`. */
export function listLiveAddresses(): string[] {
  const files = [...find("shared", ".ts"), ...find("server", ".ts")].filter((file) => !file.endsWith(".test.ts"));
  const found = files.flatMap((file) => [
    ...readFileSync(path.join(root, file), "utf8").matchAll(/["'`](\/live\/[\w./-]+)["'`]/g),
  ]);
  return [...new Set(found.map(([, address = ""]) => address))].filter((address) => address !== socketPath).sort();
}

/** Server actions would be addresses without a route; there are none, and this is where one is noticed. */
export function listServerActions(): string[] {
  return find("app", ".ts", ".tsx").filter((file) =>
    /^\s*["']use server["']/m.test(readFileSync(path.join(root, file), "utf8")),
  );
}

export const workspaceEvents = { calls: Object.keys(calls), signals: Object.keys(signals) };
export const operatorEvents = Object.keys(operatorCalls);
export const classEvents = Object.keys(classCalls);
