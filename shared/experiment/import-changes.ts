import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import { type StandIn, standInFor } from "#shared/experiment/imported-images";
import { sharedPart } from "#shared/experiment/json-schema";
import type { Problem } from "#shared/experiment/problem";
import { placeOf } from "#shared/experiment/tree-builder";

/** One thing that an import did, with the place in the original. */
export interface ImportNote extends Problem {
  readonly outcome: "changed" | "left out" | "added";
}

interface ChangeOptions {
  readonly title: string | undefined;
  readonly images: readonly string[];
}

type Say = (outcome: ImportNote["outcome"], path: string, node: unknown, sentence: string, instead: string) => void;

/** Changes what has a meaning here under another form, before the reader is asked about the rest. */
export function prepareImport(document: Document.Parsed, lines: LineCounter, options: ChangeOptions): ImportNote[] {
  const notes: ImportNote[] = [];
  const say: Say = (outcome, path, node, sentence, instead) =>
    notes.push({ outcome, path, ...placeOfNode(node, lines), sentence, instead });
  takeDefaults(document, say);
  changeSharedImages(document, options, say);
  const services = document.get("services", true);
  if (isMap(services)) {
    for (const name of services.items.map(({ key }) => textOf(key)))
      changeService(document, services, name, options, say);
    addCoursePart(document, services, options, say);
  }
  return notes;
}

function placeOfNode(node: unknown, lines: LineCounter) {
  const range = isScalar(node) || isMap(node) || isSeq(node) ? node.range : null;
  return placeOf(lines, range?.[0] ?? 0, range?.[1] ?? 1);
}

function textOf(node: unknown): string {
  return isScalar(node) ? String(node.value ?? "") : "";
}

/** `a:${"$"}{PORT:-80}` becomes `a:80`, as Compose reads it where no variable is set. */
function takeDefaults(document: Document.Parsed, say: Say): void {
  visit(document, {
    Scalar(at, scalar) {
      if (at === "key" || typeof scalar.value !== "string") return;
      const taken = withDefaults(scalar.value);
      if (taken === scalar.value) return;
      say("changed", "", scalar, `Interpolation is off: \`${scalar.value}\` became \`${taken}\`.`, "Check the value.");
      write(scalar, taken);
    },
  });
}

const VARIABLE = /\$\{[A-Za-z_][A-Za-z0-9_]*:?-([^${}]*)\}/g;

function withDefaults(text: string): string {
  // Between two dollar signs that stand for one, nothing is a variable.
  return text
    .split("$$")
    .map((part) => part.replace(VARIABLE, (_, fallback: string) => fallback))
    .join("$$");
}

/** Gives a scalar another value and keeps its place in the original. */
function write(scalar: Scalar, value: string): void {
  scalar.value = value;
  scalar.source = value;
}

/** The parts that anchors share may hold images, ports and folders of services too. */
function changeSharedImages(document: Document.Parsed, options: ChangeOptions, say: Say): void {
  if (!isMap(document.contents)) return;
  for (const { key, value } of document.contents.items) {
    if (!sharedPart.test(textOf(key)) || !isMap(value)) continue;
    const image = value.get("image", true);
    if (isScalar(image)) replaceImage(image, `${textOf(key)}.image`, options, say);
    changePorts(value, textOf(key), say);
    changeTmpfs(value, textOf(key), say);
  }
}

/** How deep services may be merged into each other; more than two is rare. */
const MAXIMUM_MERGES = 8;

/** The image of a service, its own or a merged one. */
function imageOf(document: Document.Parsed, service: YAMLMap, depth = 0): Scalar | undefined {
  const own = service.get("image", true);
  if (isScalar(own)) return own;
  const merged = depth < MAXIMUM_MERGES ? service.get("<<", true) : undefined;
  for (const one of isSeq(merged) ? merged.items : [merged]) {
    const target = isAlias(one) ? one.resolve(document) : one;
    const image = isMap(target) ? imageOf(document, target, depth + 1) : undefined;
    if (image !== undefined) return image;
  }
  return undefined;
}

function changeService(
  document: Document.Parsed,
  services: YAMLMap,
  name: string,
  options: ChangeOptions,
  say: Say,
): void {
  const service = services.get(name, true);
  if (!isMap(service)) return;
  const path = `services.${name}`;
  const image = imageOf(document, service);
  if (image === undefined) {
    const nameNode = services.items.find(({ key }) => textOf(key) === name)?.key;
    const why = service.has("build")
      ? `\`${name}\` is built from a Dockerfile, and names no image.`
      : `\`${name}\` names no image.`;
    say("left out", path, nameNode, why, `Write the service anew with one of: ${options.images.join(", ")}.`);
    services.delete(name);
    return;
  }
  const written = textOf(image);
  const standIn = replaceImage(image, `${path}.image`, options, say);
  if (standIn === undefined) {
    const sentence = `The image \`${written}\` is not one of this installation's, so \`${name}\` cannot run.`;
    say("left out", path, image, sentence, `Possible: ${options.images.join(", ")}.`);
    services.delete(name);
    return;
  }
  addCommand(document, service, path, { written, image, standIn }, say);
  changePorts(service, path, say);
  changeTmpfs(service, path, say);
}

/** Puts an image of this installation in the place of a public one; undefined when there is none. */
function replaceImage(image: Scalar, path: string, options: ChangeOptions, say: Say): StandIn | undefined {
  const written = textOf(image);
  if (options.images.includes(written)) return { image: written };
  const standIn = standInFor(written);
  if (standIn === undefined || !options.images.includes(standIn.image)) return undefined;
  say(
    "changed",
    path,
    image,
    `The image \`${written}\` became \`${standIn.image}\`.`,
    "Check that its program runs there.",
  );
  write(image, standIn.image);
  return standIn;
}

interface Replaced {
  readonly written: string;
  readonly image: Scalar;
  readonly standIn: StandIn;
}

/** Writes out what the public image would run by itself. */
function addCommand(
  document: Document.Parsed,
  service: YAMLMap,
  path: string,
  { written, image, standIn }: Replaced,
  say: Say,
): void {
  if (standIn.command === undefined || ["command", "entrypoint", "<<"].some((key) => service.has(key))) return;
  const sentence = `\`${written}\` runs its own program, which had to be named: \`${standIn.command.join(" ")}\`.`;
  say("added", `${path}.command`, image, sentence, "Check the command.");
  add(document, service, "command", standIn.command);
}

/** `"8080:80"` becomes `"80"`: the host's side has no meaning here. */
function changePorts(service: YAMLMap, path: string, say: Say): void {
  const ports = service.get("ports", true);
  if (!isSeq(ports)) return;
  ports.items.forEach((item, index) => {
    const parts = isScalar(item) ? /^(?:[^:]*:)?[\d-]*:(\d+)(\/tcp)?$/.exec(textOf(item)) : null;
    if (!isScalar(item) || parts === null) return;
    const target = parts[1] ?? "";
    const sentence = `\`${textOf(item)}\` became \`${target}\`: many students share one host, so a port has no host side.`;
    say("changed", `${path}.ports[${index}]`, item, sentence, "Show it to students with `x-varlab.show`.");
    write(item, target);
  });
}

/** What a folder in memory gets that asks for no size. */
const TMPFS_SIZE = "16m";

function changeTmpfs(service: YAMLMap, path: string, say: Say): void {
  const tmpfs = service.get("tmpfs", true);
  const items = isSeq(tmpfs) ? tmpfs.items : [tmpfs];
  for (const item of items) {
    const text = textOf(item);
    if (!isScalar(item) || text === "" || text.includes(":") || /^\/(tmp|run)(\/|$)/.test(text)) continue;
    const sentence = `\`${text}\` got a size: without one it could take all memory.`;
    say("changed", `${path}.tmpfs`, item, sentence, `Choose another size than ${TMPFS_SIZE} where it needs one.`);
    write(item, `${text}:size=${TMPFS_SIZE}`);
  }
}

const toolchainOf: Readonly<Record<string, string>> = {
  "varlab/java-run": "java",
  "varlab/java": "java",
  "varlab/node-run": "node",
  "varlab/node": "node",
  "varlab/cpp": "cpp",
};

/** What Compose does not know and every experiment has: enough to be read, for the lecturer to fill in. */
function addCoursePart(document: Document.Parsed, services: YAMLMap, options: ChangeOptions, say: Say): void {
  if (document.has("x-varlab") || !isMap(document.contents)) return;
  const images = services.items.map(({ value }) => (isMap(value) ? textOf(value.get("image", true)) : ""));
  const toolchain = images.map((image) => toolchainOf[image]).find((found) => found !== undefined) ?? "python";
  const name = document.get("name");
  const title = options.title ?? (typeof name === "string" && name !== "" ? name : "Imported experiment");
  add(document, document.contents, "x-varlab", { title, toolchain, build: { command: "true", artifacts: [] } });
  const sentence = "`x-varlab` was added: it says what Compose does not know, and builds nothing yet.";
  say("added", "x-varlab", document.contents, sentence, "Fill in title, toolchain, build and artifacts.");
  const { items } = document.contents;
  const own = items.pop();
  const after = items.findIndex(({ key }) => textOf(key) === "services");
  if (own !== undefined) items.splice(after, 0, own);
}

/** Adds an entry whose nodes have a place, as the reader expects of every node: the beginning of the file. */
function add(document: Document.Parsed, owner: YAMLMap, key: string, value: unknown): void {
  const pair = document.createPair(key, value);
  for (const part of [pair.key, pair.value]) {
    if (!isNode(part)) continue;
    visit(part, {
      Node(_, node) {
        node.range = [0, 0, 0];
      },
    });
  }
  owner.items.push(pair);
}
