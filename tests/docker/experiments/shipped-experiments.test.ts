import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLab, type Lab, printed, type RunningProgram } from "./lab.ts";

let lab: Lab;

afterEach(() => lab.dispose());

describe("rmi-chat", () => {
  beforeEach(async () => {
    lab = await createLab("rmi-chat");
  });

  async function startAll(): Promise<Record<"server" | "anton" | "berta" | "clarissa", RunningProgram>> {
    const server = lab.start("server");
    await printed(server, /^Server was started on port 1099\.$/m);
    return { server, anton: lab.start("anton"), berta: lab.start("berta"), clarissa: lab.start("clarissa") };
  }

  test("the starter's clients fail because they look on localhost", async () => {
    await lab.build("starter");
    const { anton, berta, clarissa } = await startAll();
    for (const client of [anton, berta, clarissa]) {
      expect(await client.ended).toBe(1);
      expect(client.output()).toContain("java.rmi.ConnectException: Connection refused to host: localhost");
    }
  });

  test("in the solution a line reaches all others, and exit ends a client with code 0", async () => {
    await lab.build("solution");
    const { server, anton, berta, clarissa } = await startAll();
    await printed(anton, /Welcome to the chat, Anton\./);
    await printed(berta, /Welcome to the chat, Berta\./);
    await printed(clarissa, /Welcome to the chat, Clarissa\./);
    for (const name of ["Anton", "Berta", "Clarissa"]) await printed(server, new RegExp(`${name} joins from`));
    anton.type("hello, wörld");
    await printed(berta, /^Anton: hello, wörld$/m);
    await printed(clarissa, /^Anton: hello, wörld$/m);
    anton.type("exit");
    expect(await anton.ended).toBe(0);
    await printed(server, /^Anton has left\.$/m);
    expect(anton.output()).not.toContain("Anton: hello");
    expect(anton.output()).toContain("Goodbye, Anton.");
  });
});

describe("hello-relay", () => {
  beforeEach(async () => {
    lab = await createLab("hello-relay");
  });

  async function ask(): Promise<string> {
    const services = [lab.start("service2"), lab.start("service1")];
    for (const service of services) await printed(service, /listens on/);
    return lab.inside("service1", "curl", "--silent", "--write-out", "%{http_code}", "http://service1:8001/");
  }

  test("the starter answers 502 and names localhost", async () => {
    await lab.build("starter");
    expect(await ask()).toMatch(/^Service 1 could not ask Service 2 at http:\/\/localhost:8002\/: ECONNREFUSED\n502$/m);
  });

  test("the solution answers four lines with the real addresses", async () => {
    await lab.build("solution");
    const answer = await ask();
    const [one, two] = [await lab.address("service1"), await lab.address("service2")];
    expect(answer.replaceAll(/:\d{5}$/gm, ":PORT").split("\n")).toEqual([
      `Service 1 was asked by ${one}:PORT`,
      `Service 1 answers from ${one}:8001`,
      `Service 2 was asked by ${one}:PORT`,
      `Service 2 answers from ${two}:8002`,
      "200",
    ]);
  });
});

describe("sensor-bus", () => {
  beforeEach(async () => {
    lab = await createLab("sensor-bus");
  });

  test("the starter's programs find no broker on localhost", async () => {
    await lab.build("starter");
    const programs = ["sensor-a", "sensor-b", "collector"].map((name) => lab.start(name));
    for (const program of programs) {
      expect(await program.ended).toBe(1);
      expect(program.output()).toContain("No broker answers at localhost:1883.");
    }
  });

  test("the solution prints rolling averages that are right", async () => {
    await lab.build("solution");
    await printed(lab.start("broker"), /mosquitto version .* running/);
    const collector = lab.start("collector");
    await printed(collector, /Listening to/);
    lab.start("sensor-a");
    lab.start("sensor-b");
    await printed(collector, /(sensor-a: .*\n[\s\S]*){7}/);
    const readings = new Map<string, number[]>();
    for (const [, name = "", value, own, all] of collector.output().matchAll(LINE)) {
      readings.set(name, [...(readings.get(name) ?? []), Number(value)].slice(-5));
      expect(Number(own)).toBeCloseTo(average(readings.get(name) ?? []), 1);
      expect(Number(all)).toBeCloseTo(average([...readings.values()].flat()), 1);
    }
    expect([...readings.keys()].sort()).toEqual(["sensor-a", "sensor-b"]);
  });
});

const LINE = /^(sensor-[ab]): (\S+) \| last 5: (\S+) \| all: (\S+)$/gm;

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
