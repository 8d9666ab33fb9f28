import { expect, it } from "vitest";
import { parseComposition, parseExperiment } from "#shared/experiment/parse-experiment";

const images = { bases: ["node"], timeoutSeconds: 60 };

function problems(text: string, allowed: typeof images | null = images): [number, string][] {
  const parsed = parseComposition(text, allowed);
  return parsed.ok ? [] : parsed.problems.map(({ line, sentence }) => [line, sentence]);
}

it("reads what a student writes: builds from folders of the workspace, published ports are shown, exposed ones are not", () => {
  const parsed = parseComposition(
    'services:\n  a:\n    build: { context: ./a/, dockerfile: ./Build, args: { V: 1 }, target: run }\n    command: [x]\n    ports: ["80"]\n    expose: ["81"]\n  b: { build: . }\n',
    images,
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const [a, b] = parsed.composition.services;
  expect(a).toMatchObject({
    image: "",
    ports: [80, 81],
    show: [{ port: 80, title: "Port 80" }],
    build: { context: "a", dockerfile: "Build", args: { V: "1" }, target: "run", command: ["x"], entrypoint: null },
  });
  expect(b?.build).toMatchObject({ context: "", dockerfile: "Dockerfile" });
});

it.each([
  ["x-varlab: { title: T }\nservices: { a: { build: . } }", 1, "belongs to the experiment"],
  ["services:\n  a:\n    build: .\n    x-varlab: { locked: true }", 4, "is for the lecturer's file"],
  ["services:\n  a:\n    build: .\n    privileged: true", 4, "all rights of the host"],
  ["services:\n  a:\n    build: .\n    image: varlab/node-run", 4, "it cannot be both"],
  ["services:\n  a:\n    build: ../b", 3, "not a folder of the workspace"],
  ["services:\n  a:\n    build: /etc", 3, "not a folder of the workspace"],
  ["services:\n  a:\n    build: https://example.org/x.git", 3, "cannot be an address"],
  ["services:\n  a:\n    build: { context: ., dockerfile: ../../etc/passwd }", 3, "not a file in the build's folder"],
  ["services:\n  a:\n    build: { context: ., network: host }", 3, "something of the host"],
  ["services:\n  a:\n    build: .\n    volumes: ['/:/host']", 4, ""],
  ["services: { a: { build: ., mem_limit: 1g, scale: 3 } }", 1, "3072 MB of memory"],
  ["services: { a: { build: . } }\nnetworks: { b: , c: , d: , e: }", 2, "room for 3 networks"],
  ["networks: {}", 1, "`services` is missing"],
])("%j is refused at its line", (text, line, sentence) => {
  expect(problems(text)).toContainEqual([line, expect.stringContaining(sentence)]);
});

it("lets nobody build where the experiment does not", () => {
  expect(problems("services:\n  a:\n    build: .", null)).toEqual([[3, "This experiment does not build images."]]);
});

it("lets a lecturer's file build from the starter, or from the solution where students write the Compose file", () => {
  const file = (own: string, folder: string) =>
    parseExperiment(`x-varlab: { title: T, toolchain: node, ${own} }\nservices:\n  a: { build: ${folder} }\n`);
  expect(file("images: {}", "./starter/a")).toMatchObject({
    ok: true,
    experiment: { studentCompose: false, services: [{ build: { context: "a" }, show: [] }] },
  });
  expect(file("images: {}, compose: student", "./solution/a")).toMatchObject({
    ok: true,
    experiment: { studentCompose: true, services: [{ build: { context: "a" } }] },
  });
  expect(file("images: {}", "./a")).toMatchObject({
    ok: false,
    problems: [{ line: 3, instead: "Write `./starter/a`." }],
  });
  expect(file("images: { base: [nginx] }", "./starter/a")).toMatchObject({ ok: false, problems: [{ line: 1 }] });
  expect(file("open: [a]", "./starter/a")).toMatchObject({ ok: false });
});
