import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";

const run = promisify(execFile);

const source = `package elsewhere;
public class Greeter {
    public static void main(String[] words) throws Exception {
        System.out.println("greeting " + String.join("+", words) + " on " + java.net.InetAddress.getLocalHost().getHostName());
        Thread.sleep(600000);
    }
}
`;

test("a jar built elsewhere runs on the instance that it was dropped on, beside a build of the workspace", async ({
  openExperiment,
}) => {
  test.slow();
  const workspace = await openExperiment("rmi-chat");
  const { page } = workspace;
  const jar = await buildElsewhere();

  await test.step("dropped on Berta, with main class and arguments", async () => {
    await drop(workspace.tile("berta"), "greeter.jar", jar);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Main class").fill("elsewhere.Greeter");
    await dialog.getByLabel("Arguments", { exact: true }).fill('one "two three"');
    await expect(dialog).toContainText("elsewhere.Greeter one 'two three'");
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(workspace.tile("berta")).toContainText("uploaded");
    await workspace.tile("berta").getByRole("button", { name: "Start berta", exact: true }).click();
    await workspace.prints("berta", "greeting one+two three on berta");
  });

  await test.step("the server runs a build at the same time, and the badges say which is which", async () => {
    await workspace.build(1);
    await workspace.tile("server").getByRole("button", { name: "Deploy build 1 here" }).click();
    await expect(workspace.tile("server")).toContainText("build 1");
    await workspace.tile("server").getByRole("button", { name: "Start server", exact: true }).click();
    await workspace.prints("server", "Server was started on port 1099.");
    await workspace.reaches("berta", "running");
    await expect(workspace.tile("berta")).toContainText("uploaded");
    await expect(workspace.tile("berta")).not.toContainText("build 1");
    await expect(workspace.tile("server")).not.toContainText("uploaded");
  });
});

/** Compiles the program in the toolchain image, far from any workspace. */
async function buildElsewhere(): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), "varlab-elsewhere-"));
  try {
    await writeFile(path.join(folder, "Greeter.java"), source);
    const script = "javac -d classes Greeter.java && jar --create --file greeter.jar -C classes .";
    const mount = ["--network", "none", "--user", "0:0", "--volume", `${folder}:/workspace`, "--workdir", "/workspace"];
    await run("docker", ["run", "--rm", ...mount, "--entrypoint", "/bin/bash", "varlab/java", "-c", script]);
    return await readFile(path.join(folder, "greeter.jar"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Drops a file as a file manager would. */
async function drop(target: Locator, name: string, content: Buffer): Promise<void> {
  const dataTransfer = await target.page().evaluateHandle(
    ({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name));
      return transfer;
    },
    { name, base64: content.toString("base64") },
  );
  await target.dispatchEvent("dragover", { dataTransfer });
  await target.dispatchEvent("drop", { dataTransfer });
}
