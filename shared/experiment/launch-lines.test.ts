import { describe, expect, test } from "vitest";
import type { LaunchField } from "#shared/experiment/experiment";
import { type ArtifactInfo, finalCommand, type Launchable } from "#shared/experiment/final-command";
import { defaultLaunchLines, resolveLaunch } from "#shared/experiment/launch-lines";

const jar: ArtifactInfo = { kind: "file", fileName: "chat.jar" };
const folder: ArtifactInfo = { kind: "folder" };

function java(editable: LaunchField[], mainClass = "var.rmi.chat.ChatClient"): Launchable {
  const launch = {
    kind: "java",
    mainClass,
    args: ["Anton"],
    jvmArgs: ["-Xmx64m"],
    classPath: ["/app", "/app/*"],
  } as const;
  return { name: "anton", launch, editable };
}

const command: Launchable = {
  name: "service1",
  launch: { kind: "command", command: ["node", "/app/service1.mjs"] },
  editable: ["command"],
};

describe("finalCommand", () => {
  test("joins JVM options, class path, main class and arguments", () => {
    expect(finalCommand(java([]), {}, jar)).toEqual([
      "java",
      "-Xmx64m",
      "-cp",
      "/app:/app/*",
      "var.rmi.chat.ChatClient",
      "Anton",
    ]);
  });

  test("takes the student's values for editable fields only", () => {
    const values = { mainClass: "evil.Main", args: ["Berta"], jvmArgs: [] };
    expect(finalCommand(java(["args"]), values, jar)).toEqual([
      "java",
      "-Xmx64m",
      "-cp",
      "/app:/app/*",
      "var.rmi.chat.ChatClient",
      "Berta",
    ]);
    expect(finalCommand(java(["mainClass", "args", "jvmArgs"]), values, jar)).toEqual([
      "java",
      "-cp",
      "/app:/app/*",
      "evil.Main",
      "Berta",
    ]);
  });

  test("runs a jar by its own manifest when no main class is named", () => {
    expect(finalCommand(java(["mainClass"]), { mainClass: " " }, jar)).toEqual([
      "java",
      "-Xmx64m",
      "-jar",
      "/app/chat.jar",
      "Anton",
    ]);
  });

  test("runs a command as it stands", () => {
    expect(finalCommand(command, {}, folder)).toEqual(["node", "/app/service1.mjs"]);
    expect(finalCommand(command, { command: ["sh", "-c", "a b"] }, null)).toEqual(["sh", "-c", "a b"]);
    expect(finalCommand({ ...command, editable: [] }, { command: ["sh"] }, null)).toEqual([
      "node",
      "/app/service1.mjs",
    ]);
  });
});

describe("resolveLaunch", () => {
  test.each([java([]), java(["mainClass", "args", "jvmArgs"]), command])(
    "makes the experiment's command of its default lines",
    (service) => {
      const resolved = resolveLaunch(service, defaultLaunchLines(service), jar);
      expect(resolved).toEqual({ ok: true, command: finalCommand(service, {}, jar) });
    },
  );

  test("keeps the lecturer's values for absent lines", () => {
    expect(resolveLaunch(java(["args"]), {}, jar)).toMatchObject({ ok: true });
  });

  test("splits lines into words without a shell", () => {
    const resolved = resolveLaunch(java(["args"]), { args: `"Anton B" '$(id)' ; rm` }, jar);
    expect(resolved).toMatchObject({ command: expect.arrayContaining(["Anton B", "$(id)", ";", "rm"]) });
  });

  test("says where a quote is not closed", () => {
    expect(resolveLaunch(java(["args"]), { args: "a 'b" }, jar)).toMatchObject({
      ok: false,
      problems: [{ field: "args", position: 2 }],
    });
  });

  test("refuses another value for a field that is not editable", () => {
    const resolved = resolveLaunch(java(["args"]), { mainClass: "evil.Main", jvmArgs: "-Xmx1g" }, jar);
    expect(resolved).toMatchObject({ ok: false, problems: [{ field: "mainClass" }, { field: "jvmArgs" }] });
  });

  test("refuses a field of the other launch form", () => {
    expect(resolveLaunch(command, { args: "x" }, null)).toMatchObject({ ok: false, problems: [{ field: "args" }] });
  });

  test.each(["ChatServer.java", "var/rmi/Chat", "-version", "a b", "1Chat", "a..b", "ChatServer.class"])(
    "does not take %j for a class",
    (mainClass) => {
      const resolved = resolveLaunch(java(["mainClass"]), { mainClass }, jar);
      expect(resolved).toMatchObject({ ok: false, problems: [{ field: "mainClass" }] });
    },
  );

  test("asks for a main class unless a jar can name it", () => {
    expect(resolveLaunch(java(["mainClass"]), { mainClass: "" }, jar)).toMatchObject({ ok: true });
    expect(resolveLaunch(java(["mainClass"]), { mainClass: "" }, folder)).toMatchObject({ ok: false });
    expect(resolveLaunch(java(["mainClass"]), { mainClass: "" }, null)).toMatchObject({ ok: false });
  });

  test("refuses an empty command and a NUL character", () => {
    expect(resolveLaunch(command, { command: "  " }, null)).toMatchObject({
      ok: false,
      problems: [{ field: "command" }],
    });
    expect(resolveLaunch(command, { command: "a\0b" }, null)).toMatchObject({ ok: false, problems: [{ position: 1 }] });
  });
});
