import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { createKeeperLink, type KeeperLink } from "#server/keeper/link";

const SOURCES = path.resolve(import.meta.dirname, "../../../docker/keeper");
const EXTRACT =
  'id=$(docker create varlab/keeper:latest /keeper) && docker cp "$id:/keeper" "$1"; docker rm "$id" >/dev/null';

/** What a program needs to find its tools on any test machine. */
export const ENV = { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C.UTF-8" };

export type RawLink = { readonly process: ChildProcess; readonly input: Readable; readonly output: Writable };

export type KeeperHost = {
  readonly process: ChildProcess;
  /** A fresh link that has said hello. */
  link(): Promise<KeeperLink & { readonly raw: RawLink }>;
  /** A link without a client, for frames of one's own. */
  raw(): RawLink;
};

/** A real keeper on this host, in its own directory; it and all its programs end with the test. */
export async function startKeeper(options: { wrapper?: string } = {}): Promise<KeeperHost> {
  const directory = await mkdtemp(path.join(tmpdir(), "varlab-keeper-"));
  const binary = process.env.VARLAB_TEST_KEEPER ?? obtainKeeper(directory);
  const socket = path.join(directory, "keeper.sock");
  const serve = [binary, "serve", "--socket", socket];
  const keeper = options.wrapper
    ? spawn("sh", ["-c", options.wrapper, "sh", ...serve], { stdio: ["ignore", "inherit", "inherit"] })
    : spawn(binary, serve.slice(1), { stdio: ["ignore", "inherit", "inherit"] });
  const ended = new Promise<void>((resolve) => keeper.once("exit", () => resolve()));
  onTestFinished(async () => {
    keeper.kill("SIGTERM");
    await ended;
    await rm(directory, { recursive: true });
  });
  const raw = (): RawLink => {
    const link = spawn(binary, ["link", "--socket", socket], { stdio: ["pipe", "pipe", "inherit"] });
    link.stdin.on("error", () => undefined);
    onTestFinished(() => void link.kill("SIGKILL"));
    return { process: link, input: link.stdout, output: link.stdin };
  };
  return {
    process: keeper,
    raw,
    async link() {
      const streams = raw();
      const link = createKeeperLink(streams);
      await link.hello();
      return Object.assign(link, { raw: streams });
    },
  };
}

/** Built once for these sources where gcc is at hand, otherwise taken out of the image. */
function obtainKeeper(directory: string): string {
  const kept = path.join(tmpdir(), `varlab-test-keeper-${process.getuid?.()}-${sourcesHash()}`);
  if (existsExecutable(kept)) return kept;
  const binary = path.join(directory, "keeper");
  const hasCompiler = (process.env.PATH ?? "").split(":").some((folder) => existsExecutable(path.join(folder, "gcc")));
  if (hasCompiler) execFileSync("make", ["-s", "-C", SOURCES, `OUT=${binary}`]);
  else execFileSync("sh", ["-c", EXTRACT, "sh", binary]);
  renameSync(binary, kept);
  return kept;
}

function sourcesHash(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(SOURCES)
    .filter((file) => /\.[ch]$|^Makefile$/.test(file))
    .sort())
    hash.update(readFileSync(path.join(SOURCES, name)));
  return hash.digest("hex").slice(0, 16);
}

function existsExecutable(file: string): boolean {
  try {
    execFileSync("test", ["-x", file]);
    return true;
  } catch {
    return false;
  }
}
