import { execFileSync } from "node:child_process";
import { InstanceName, type WorkspaceId } from "#shared/ids";
import { makeCourse, makePerson, makeWorkspace, signTicket } from "../integration/fixtures/course";
import { createInstallation, type Installation } from "../support/installation";
import { type LivePage, openLivePage } from "../support/live-page";

/** The instance that is started, typed at and deployed to. */
export const probe = InstanceName.parse("probe");
/** Stays up during the measurements: terminals and floors use its container. */
export const host = InstanceName.parse("host");

/** What the probe prints first. */
export const firstLine = "up and running";

const program = (script: string) => `
    image: varlab/java-run
    mem_limit: 192m
    stop_grace_period: 1s
    x-varlab:
      launch: { command: ["/bin/bash", "-c", ${JSON.stringify(script)}] }
      editable: [command]`;

const experiment = `x-varlab:
  title: Measurements
  toolchain: java
  build: { command: "true", artifacts: [{ name: app.jar, path: app.jar }] }
  open: [Hello.java]
services:
  probe:${program(`echo ${firstLine}; sleep 100000`)}
  host:${program("sleep 100000")}
`;
const starter = [{ path: "Hello.java", text: "class Hello {}\n" }];

/** An installation with one student whose page comes through the web app's origin. */
export interface Scene {
  readonly installation: Installation;
  readonly workspace: WorkspaceId;
  readonly page: LivePage;
  ticket(): Promise<string>;
  /** The engine's id of an instance's container. */
  containerOf(name: InstanceName): string;
  /** The engine's id of the toolchain's container. */
  toolchain(): string;
  dispose(): Promise<void>;
}

/** Starts everything; `host` runs when it is answered. */
export async function createScene(): Promise<Scene> {
  const installation = await createInstallation();
  const { database, origin } = installation;
  const course = await makeCourse(database, experiment, starter);
  const person = await makePerson(database, course);
  const workspace = await makeWorkspace(database, course, person);
  const ticket = () => signTicket(person, workspace);
  const page = await openLivePage(origin, ticket);
  await page.value("workspace:open", {});
  await page.value("instance:start", { name: host });
  return {
    ...{ installation, workspace, page, ticket },
    containerOf: (name) => containerWith(`varlab.workspace=${workspace}`, `varlab.instance=${name}`),
    toolchain: () => containerWith(`varlab.workspace=${workspace}`, "varlab.role=toolchain"),
    async dispose() {
      page.close();
      await installation.remove();
    },
  };
}

function containerWith(...labels: readonly string[]): string {
  const filters = labels.flatMap((label) => ["--filter", `label=${label}`]);
  return execFileSync("docker", ["ps", "--quiet", ...filters], { encoding: "utf8" }).trim();
}
