import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { contentOfVersion, textAt, versionOfContent } from "#app/_server/experiments/experiment-content";
import { readZip, writeZip } from "#app/_server/experiments/experiment-zip";
import { importContent } from "#app/_server/experiments/import-experiment";
import { readExperimentFolder } from "#prisma/seed/experiment-folder";

async function zipOf(files: Readonly<Record<string, string | Buffer>>, mode = 0o100644): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path, { mode });
  zip.end();
  return buffer(zip.outputStream);
}

/** The zip with a name of the same length in the place of another; yazl itself writes no bad ones. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString("latin1").replaceAll(from, to), "latin1");
}

const least = { "compose.yaml": "services: {}\n" };

describe("an exported experiment", () => {
  it.each(["hello-relay", "rmi-chat", "sensor-bus", "hello-relay-images"])(
    "is %s's folder, and reads back as the very same",
    async (slug) => {
      const folder = await readExperimentFolder(`experiments/${slug}`);
      const zip = await writeZip(slug, contentOfVersion(folder));
      const { content, leftOut } = await readZip(zip);
      expect(leftOut).toEqual([]);
      expect(versionOfContent(content).hash).toBe(folder.hash);
      expect(content.find(({ path }) => path === "compose.yaml")).toBeDefined();
    },
  );

  it("keeps what is executable so, and is the same zip each time", async () => {
    const content = [
      { path: "compose.yaml", executable: false, content: new Uint8Array(Buffer.from("x: y")) },
      { path: "starter/build.sh", executable: true, content: new Uint8Array(Buffer.from("#!/bin/sh\n")) },
    ];
    const zip = await writeZip("echo", content);
    expect((await readZip(zip)).content.filter(({ executable }) => executable).map(({ path }) => path)).toEqual([
      "starter/build.sh",
    ]);
    expect(await writeZip("echo", content)).toEqual(zip);
  });
});

describe("an imported zip", () => {
  it("may have a folder around it and another usual name of its Compose file; what has no place is named", async () => {
    const zip = await zipOf({
      "echo/docker-compose.yml": "services: {}\n",
      "echo/starter/a.txt": "a",
      "echo/starter/node_modules/x/index.js": "x",
      "echo/LICENSE": "MIT",
    });
    const { content, leftOut } = await readZip(zip);
    expect(content.map(({ path }) => path).sort()).toEqual(["README.md", "compose.yaml", "starter/a.txt"]);
    expect(leftOut).toEqual(["starter/node_modules/x/index.js", "LICENSE"]);
  });

  it.each(["../../evil.txt", "/etc/evil1.txt", "..\\..\\evil.txt"])("is refused with an entry %s", async (name) => {
    const zip = renamed(await zipOf({ ...least, ["x".repeat(name.length)]: "x" }), "x".repeat(name.length), name);
    await expect(readZip(zip)).rejects.toMatchObject({ code: "invalid" });
  });

  it("is refused with a link in it", async () => {
    const zip = await zipOf({ ...least, "starter/link": "/etc/passwd" }, 0o120777);
    await expect(readZip(zip)).rejects.toMatchObject({ code: "invalid", message: /link/ });
  });

  it("is refused when it unpacks to more than an experiment holds, or lies about it", async () => {
    const large = await zipOf({ ...least, "starter/zeros": Buffer.alloc(2 * 1024 * 1024) });
    expect(large.length).toBeLessThan(10_000);
    await expect(readZip(large)).rejects.toMatchObject({ code: "limit" });
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`starter/${n}`, Buffer.alloc(900_000)]));
    await expect(readZip(await zipOf({ ...least, ...many }))).rejects.toMatchObject({ code: "limit" });
    // The sizes in the directory say 1 byte; what comes out is a megabyte.
    const honest = await zipOf({ ...least, "starter/bomb": Buffer.alloc(1_000_000) });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(1_000_000);
    const lie = Buffer.alloc(4);
    lie.writeUInt32LE(1);
    const lying = Buffer.from(honest);
    for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size, at + 1)) lie.copy(lying, at);
    await expect(readZip(lying)).rejects.toMatchObject({ code: "invalid" });
  });

  it("is refused with more entries than anybody meant, or without a Compose file, or when it is no zip", async () => {
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`other/${n}`, ""]));
    await expect(readZip(await zipOf({ ...least, ...many }))).rejects.toMatchObject({ code: "limit" });
    await expect(readZip(await zipOf({ "README.md": "x" }))).rejects.toMatchObject({ message: /compose.yaml/ });
    await expect(readZip(Buffer.from("no zip at all"))).rejects.toMatchObject({ code: "invalid" });
  });

  it("is refused with two files of one name", async () => {
    const zip = await zipOf({ "compose.yaml": "a: b", "docker-compose.yml": "a: c" });
    await expect(readZip(zip)).rejects.toMatchObject({ message: /two files compose.yaml/ });
  });
});

describe("an imported Compose file", () => {
  it("from elsewhere is made to fit, and every change is said with its line", async () => {
    const text =
      'services:\n  web:\n    image: node:20\n    command: node server.js\n    privileged: true\n    ports: ["80:80"]\n';
    const { content, notes, title } = await importContent(Buffer.from(text));
    const compose = textAt(content, "compose.yaml") ?? "";
    expect(compose).not.toContain("privileged");
    expect(compose).toContain("x-varlab");
    expect(title).not.toBe("");
    expect(notes.some(({ line, sentence }) => line === 5 && sentence.startsWith("left out:"))).toBe(true);
  });

  it("of an experiment stays as it is, its mistakes named for its author", async () => {
    const folder = await readExperimentFolder("experiments/hello-relay");
    const wrong = folder.compose.replace("    mem_limit: 128m\n", "    privileged: true\n");
    const { content, notes, problems } = await importContent(Buffer.from(wrong));
    expect(textAt(content, "compose.yaml")).toBe(wrong);
    expect(notes).toEqual([]);
    expect(problems.map(({ sentence }) => sentence).join()).toContain("privileged");
  });

  it("is refused when it is neither", async () => {
    await expect(importContent(Buffer.from([1, 0, 2]))).rejects.toMatchObject({ code: "invalid" });
  });
});
