import { expect, test } from "vitest";
import { parseFiles, parseProcesses } from "#server/instances/details";

test("processes are read with all of their command line, without the keeper", () => {
  const text =
    "      1 student           0.0  1320 00:00:00 /varlab/keeper serve\n     17 student          12.5 43008 00:00:01 java -cp /app/chat.jar var.rmi.chat.ChatServer\n";
  expect(parseProcesses(text)).toEqual([
    {
      pid: 17,
      user: "student",
      cpu: "12.5 %",
      memory: "42.0 MB",
      time: "00:00:01",
      command: "java -cp /app/chat.jar var.rmi.chat.ChatServer",
    },
  ]);
});

test("file names may hold anything but NUL, and a torn entry is left out", () => {
  const text = "3 1700000000.5 /tmp/b\n<c>\u00003 1700000001.0000000000 /tmp/a b\u000012 17000";
  expect(parseFiles(text)).toEqual([
    { path: "/tmp/a b", size: 3, modifiedAt: 1_700_000_001_000 },
    { path: "/tmp/b\n<c>", size: 3, modifiedAt: 1_700_000_000_000 },
  ]);
});
