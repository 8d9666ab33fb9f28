import { describe, expect, it } from "vitest";
import { usualBases } from "#shared/dockerfile/base-images";
import type { ImagePlan } from "#shared/dockerfile/image-plan";
import { parseDockerfile } from "#shared/dockerfile/parse-dockerfile";
import type { DockerfileOptions } from "#shared/dockerfile/reading";

const options = { bases: usualBases, args: {}, target: null };

function plan(text: string, more: Partial<DockerfileOptions> = {}): ImagePlan {
  const parsed = parseDockerfile(text, { ...options, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
  return parsed.plan;
}

/** Lines with the beginning of what is said about them. */
function problems(text: string): [number, string][] {
  const parsed = parseDockerfile(text, options);
  return parsed.ok ? [] : parsed.problems.map(({ line, sentence }) => [line, sentence]);
}

describe("a Dockerfile", () => {
  it("says what is copied, what runs and how the image starts", () => {
    const [stage] = plan(
      [
        "# what every lecture shows",
        "FROM node:22-alpine",
        "WORKDIR /app",
        "COPY *.mjs lib ./",
        "RUN node --check \\",
        "  # in between",
        "  service1.mjs && echo $PATH",
        "ENV GREETING='hello $PATH' PORT=8001",
        "EXPOSE $PORT 8002/tcp",
        'CMD ["node", "service1.mjs"]',
      ].join("\n"),
    ).stages;
    expect(stage?.base).toEqual({ image: "varlab/node-run", written: "node:22-alpine" });
    expect(stage?.steps).toMatchObject([
      { kind: "folder", path: "/app", line: 3 },
      { kind: "copy", sources: ["*.mjs", "lib"], target: "/app", intoFolder: true, from: null, line: 4 },
      { kind: "run", argv: ["/bin/sh", "-c", "node --check   service1.mjs && echo $PATH"], cwd: "/app", line: 5 },
    ]);
    expect(stage?.config).toMatchObject({
      env: { GREETING: "hello $PATH", PORT: "8001" },
      ports: [8001, 8002],
      command: ["node", "service1.mjs"],
      entrypoint: null,
      workingDir: "/app",
    });
  });

  it("fills in arguments of the Compose file, also in FROM, and lets the environment win", () => {
    const text =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: variables of a Dockerfile
      "ARG BASE=python\nFROM ${BASE}:3\nARG NAME=nobody\nARG BASE\nENV WHO=${NAME:-x} NAME=env\nWORKDIR /srv/$NAME";
    const [stage] = plan(text, { args: { NAME: "anna" } }).stages;
    expect(stage?.base).toMatchObject({ image: "varlab/python-run" });
    expect(stage?.config.env).toEqual({ WHO: "anna", NAME: "env" });
    expect(stage?.config.workingDir).toBe("/srv/env");
  });

  it("keeps only the stages that the target needs, and what they copy from each other", () => {
    const text = [
      "FROM varlab/java AS unused",
      "FROM maven:3 AS build",
      "WORKDIR /src",
      "COPY . .",
      "RUN javac -d /src/out Main.java",
      "FROM eclipse-temurin:17-jre AS run",
      "COPY --from=build --chmod=755 /src/out /app",
      "FROM run",
      "CMD java -cp /app Main",
    ].join("\n");
    const { stages } = plan(text);
    expect(stages.map(({ name, base }) => [name, base])).toEqual([
      ["build", { image: "varlab/java", written: "maven:3" }],
      ["run", { image: "varlab/java-run", written: "eclipse-temurin:17-jre" }],
      ["3", { stage: 1 }],
    ]);
    expect(stages[1]?.steps).toMatchObject([{ from: 0, sources: ["/src/out"], target: "/app", mode: 0o755 }]);
    expect(plan(text, { target: "build" }).stages.map(({ name }) => name)).toEqual(["build"]);
  });

  it.each([
    ["# syntax=docker/dockerfile:1\nFROM node", 1, "fetches another builder"],
    ["FROM alpine/git", 1, "is not one that this experiment builds on"],
    ["FROM scratch", 1, "is not one that this experiment builds on"],
    ["FROM --platform=linux/arm64 node", 1, "`--platform` is not possible"],
    ["COPY . .", 1, "before the first `FROM`"],
    ["FROM node\nONBUILD RUN id", 2, "`ONBUILD` would run"],
    ["FROM node\nADD https://example.org/x /app/", 2, "`ADD` would fetch"],
    ["FROM node\nVOLUME /data", 2, "without a size"],
    ["FROM node\nHEALTHCHECK CMD true", 2, "belongs to the service"],
    ["FROM node\nUSER root", 2, "another user, above all root"],
    ["FROM node\nUSER node", 2, "Every instance runs as `student`"],
    ["FROM node\nCOPY --from=nginx:latest /etc/nginx /app", 2, "does not name a stage"],
    ["FROM node AS a\nCOPY --from=a /app /app", 2, "does not name a stage"],
    ["FROM node\nCOPY --chown=root x /app/", 2, "`--chown=root` is not possible"],
    ["FROM node\nCOPY ../secret /app/", 2, "outside of the build's folder"],
    ["FROM node\nCOPY main.mjs .", 2, "The root folder belongs"],
    ["FROM node\nCOPY passwd /etc/passwd", 2, "/etc belongs to the base image"],
    ["FROM node\nCOPY ls /app/../usr/bin/ls", 2, "/usr belongs to the base image"],
    ["FROM node\nCOPY x /home/student/x", 2, "is empty memory in every instance"],
    ["FROM node\nWORKDIR /tmp/x", 2, "is empty memory"],
    ["FROM node\nRUN --mount=type=bind,target=/x true", 2, "`RUN --mount` is not possible"],
    ["FROM node\nRUN --network=host curl x", 2, "`RUN --network` is not possible"],
    ["FROM node\nRUN --security=insecure id", 2, "`RUN --security` is not possible"],
    ["FROM node\nRUN <<EOF\nid\nEOF", 2, "Texts after `<<`"],
    ["FROM node\nLABEL varlab.workspace=other", 2, "say to whom an image belongs"],
    ["FROM node\nEXPOSE 99999", 2, "is not a TCP port"],
    ["FROM node\nCPOY a b", 2, "There is no instruction"],
    ['FROM node\nENV A="x', 2, "A quote is not closed"],
    ["FROM node\nSTOPSIGNAL SIGCHLD", 2, "is not a signal that ends"],
    ["", 1, "`FROM` is missing"],
  ])("%j is refused at its line", (text, line, sentence) => {
    expect(problems(text)[0]).toEqual([line, expect.stringContaining(sentence)]);
  });

  it("forgets an inherited command with a new entry point, but not the stage's own", () => {
    const text = 'FROM node AS a\nCMD ["x"]\nENTRYPOINT ["y"]\nFROM a\nENTRYPOINT ["z"]';
    const [a, b] = plan(text).stages;
    expect([a?.config.command, a?.config.entrypoint]).toEqual([["x"], ["y"]]);
    expect([b?.config.command, b?.config.entrypoint]).toEqual([null, ["z"]]);
  });

  it("tells all problems at once", () => {
    expect(problems("FROM nginx\nUSER root\nVOLUME /x\nCMD a").map(([line]) => line)).toEqual([1, 2, 3]);
  });

  it("lets an experiment narrow the images, with or without a tag", () => {
    const narrow = (from: string, bases: string[]) => parseDockerfile(`FROM ${from}`, { ...options, bases }).ok;
    expect(narrow("node:22-alpine", ["node:22-alpine"])).toBe(true);
    expect(narrow("docker.io/library/node:22-alpine", ["node:22-alpine"])).toBe(true);
    expect(narrow("node:20", ["node:22-alpine"])).toBe(false);
    expect(narrow("node:20", ["node"])).toBe(true);
    expect(narrow("python", ["node"])).toBe(false);
    expect(narrow("evil.example/node:22", ["node"])).toBe(false);
  });

  it("says which stages there are when the Compose file asks for another one", () => {
    const parsed = parseDockerfile("FROM node AS a", { ...options, target: "b" });
    expect(parsed).toMatchObject({ ok: false, problems: [{ line: 1, instead: "Stages: a." }] });
  });
});
