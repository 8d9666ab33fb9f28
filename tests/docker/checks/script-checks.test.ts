import { expect, test } from "vitest";
import { engineHas } from "../compositions/composition-lab";
import { check, summary, treeOf, withCheckLab, write } from "./check-lab";

const checks = `
checks:
  - name: A script asks from beside the instances
    steps:
      - start: all
        within: 30s
      - log: { at: [service1, service2], text: "listens on" }
      - script: { file: probe.py, image: varlab/python }
        within: 20s
  - name: A script that is not content
    steps:
      - script: complain.sh
  - name: A script that takes too long
    steps:
      - script: sleep.mjs
        within: 2s
`;
const probe = `
import json, os, socket, urllib.request
addresses = json.loads(os.environ["VARLAB_ADDRESSES"])
answer = urllib.request.urlopen("http://service2:8002/", timeout=5).read().decode().splitlines()
print("user", os.getuid(), "on", socket.gethostname(), "files", os.path.exists("/workspace/src"))
print("same", socket.gethostbyname("service2") == addresses["service2"])
print(answer[0].split(":")[0])
s = socket.socket(); s.settimeout(2)
print("outside", s.connect_ex(("172.17.0.1", 22)) != 0)
`;
const server = withCheckLab("hello-relay", [
  { path: "a.yaml", text: checks },
  { path: "probe.py", text: probe },
  { path: "complain.sh", text: "echo a reason >&2; exit 3" },
  { path: "sleep.mjs", text: "console.log('before'); setTimeout(() => {}, 60000);" },
]);

test("scripts run in a container of their own on the workspace's network; output is evidence, the exit code decides", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  await write(page, treeOf("hello-relay", "solution"));
  const run = await check(page);
  const last = run.parts.map((part) => part.steps.at(-1));
  expect(
    last.map((step) => step?.state),
    summary(run),
  ).toEqual(["passed", "passed", "failed", "failed"]);
  expect(last[1]?.evidence).toMatchObject([
    {
      says: "probe.py ended with exit code 0.",
      lines: [
        "user 10001 on check files False",
        "same True",
        expect.stringMatching(/^Service 2 was asked by 10\.\d+\.\d+\.\d+$/),
        "outside True",
      ],
    },
  ]);
  expect(last[2]?.evidence).toEqual([{ says: "complain.sh ended with exit code 3.", lines: ["a reason"] }]);
  expect(last[3]?.evidence).toEqual([{ says: "sleep.mjs did not end in time.", lines: ["before"] }]);
  expect(engineHas("container", owned.id, "varlab.role=aside")).toEqual([]);
}, 180_000);
