import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { Database } from "#prisma/client";
import { type Config, readConfig } from "#server/config";
import { createDisks } from "#server/disks/disks";
import { createVolumes } from "#server/disks/volumes";
import { createDockerEngine } from "#server/engine/docker/docker-engine";
import { createLog } from "#server/log";
import { installationLabels } from "#server/machines/machine-labels";
import { startWorkspaceServer, type WorkspaceServer } from "#server/workspace-server";
import type { WorkspaceId } from "#shared/ids";
import {
  type Course,
  makeCourse,
  makePerson,
  makeWorkspace,
  type Person,
  type StarterText,
  signTicket,
  ticketSecret,
} from "../../integration/fixtures/course";
import { withDatabase } from "../../integration/fixtures/database";
import { openPage, type Page } from "../../integration/fixtures/page";

/** A whole workspace server on the real engine, under an installation of its own that goes with the test file. */
export interface LiveServer {
  readonly database: Database;
  readonly course: Course;
  readonly config: Config;
  readonly port: number;
  /** A fresh student's workspace. */
  workspace(): Promise<{ person: Person; id: WorkspaceId }>;
  /** A page of its owner. */
  page(owned: { person: Person; id: WorkspaceId }): Promise<Page>;
  /** Ends the server and starts another one on the same data; `between` happens while there is none. */
  restart(between?: () => void): Promise<void>;
}

/** Starts the server with one experiment before the file's tests and removes all it made after them. */
export function withLiveServer(compose: string, starter: readonly StarterText[] = []): LiveServer {
  const store = withDatabase();
  const installation = `test-${randomBytes(4).toString("hex")}`;
  let config: Config | undefined;
  let course: Course | undefined;
  let server: WorkspaceServer | undefined;

  async function start(): Promise<void> {
    server = await startWorkspaceServer(known(config), createLog(process.env.VARLAB_TEST_LOG ?? "silent"));
  }

  beforeAll(async () => {
    config = readConfig({
      VARLAB_DATA: path.join(store.directory, "data"),
      DATABASE_URL: `file:${path.join(store.directory, "varlab.db")}`,
      VARLAB_TICKET_SECRET: ticketSecret,
      VARLAB_SERVER_PORT: "0",
      VARLAB_INSTALLATION: installation,
      VARLAB_SUBNET_POOL: "10.214.0.0/16",
      VARLAB_DOCKER_SOCKET: process.env.VARLAB_DOCKER_SOCKET,
      VARLAB_DISK_MEGABYTES: "64",
    });
    course = await makeCourse(store.database, compose, starter);
    await start();
  });
  afterAll(async () => {
    await server?.close();
    await removeInstallation(installation, known(config));
  });

  return {
    get database() {
      return store.database;
    },
    get course() {
      return known(course);
    },
    get config() {
      return known(config);
    },
    get port() {
      return known(server).port;
    },
    async workspace() {
      const person = await makePerson(store.database, known(course));
      return { person, id: await makeWorkspace(store.database, known(course), person) };
    },
    page: async ({ person, id }) => openPage(known(server).port, await signTicket(person, id)),
    async restart(between = () => undefined) {
      await server?.close();
      between();
      await start();
    },
  };
}

/** The engine's id of an instance's container. */
export function containerOf(workspace: WorkspaceId, instance: string): string {
  const labels = [`varlab.workspace=${workspace}`, `varlab.instance=${instance}`];
  const filters = labels.flatMap((label) => ["--filter", `label=${label}`]);
  return execFileSync("docker", ["ps", "-q", ...filters], { encoding: "utf8" }).trim();
}

async function removeInstallation(installation: string, config: Config): Promise<void> {
  const labels = installationLabels(installation);
  const engine = createDockerEngine({ labels, socketPath: config.dockerSocket });
  for (const { id } of await engine.containers(labels)) await engine.removeContainer(id);
  for (const { name } of await engine.networks(labels)) await engine.removeNetwork(name);
  const disks = createDisks({ data: config.data, bytes: config.diskBytes });
  for (const id of await disks.mounted()) await disks.remove(id);
  await createVolumes({ data: config.data }).retire(new Set());
  execFileSync("rm", ["-rf", "--one-file-system", config.data]);
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("This exists only while tests run.");
  return value;
}
