import { describe, expect, test } from "vitest";
import type { FilePath } from "#shared/ids";
import { check, firstFailure, summary, treeOf, withCheckLab, write } from "./check-lab";

const shipped = [
  { slug: "rmi-chat", told: /looks? for the registry on localhost/ },
  { slug: "hello-relay", told: /on service1, localhost is service1/ },
  { slug: "sensor-bus", told: /localhost is another computer in each place/ },
] as const;

describe.each(shipped)("the checks of $slug", ({ slug, told }) => {
  const server = withCheckLab(slug);

  test("fail the starter with a hint about localhost, and pass the solution", async () => {
    const page = await server.page(await server.workspace());
    await page.value("workspace:open");
    const starter = await check(page);
    expect(starter.state, summary(starter)).toBe("failed");
    expect(starter.parts[0]?.state, summary(starter)).toBe("passed");
    expect(firstFailure(starter)?.hint, summary(starter)).toMatch(told);
    expect(
      firstFailure(starter)
        ?.evidence.flatMap((one) => one.lines)
        .join("\n"),
    ).toMatch(/localhost/);

    await write(page, treeOf(slug, "solution"));
    const solution = await check(page);
    expect(solution.state, summary(solution)).toBe("passed");
    expect(solution.parts.flatMap((part) => part.steps).every((step) => step.evidence.length > 0)).toBe(true);
    expect(page.heard("instance:changed").at(-1)?.state).not.toBe("running");
    if (process.env.VARLAB_SHOW_CHECKS) console.log(summary(starter), "\n=====\n", summary(solution));
  });
});

describe("half a solution", () => {
  const server = withCheckLab("rmi-chat");

  test("of the chat is told of the next step, not of the last one", async () => {
    const page = await server.page(await server.workspace());
    await page.value("workspace:open");
    const [conf] = treeOf("rmi-chat", "starter").filter(({ path }) => path.endsWith("Conf.java"));
    const text = conf?.text.replace('SERVER_HOST = "localhost"', 'SERVER_HOST = "server"') ?? "";
    await write(page, [{ path: (conf?.path ?? "") as FilePath, text }]);
    const run = await check(page);
    expect(firstFailure(run)?.hint, summary(run)).toMatch(/Conf\.OWN_HOST/);
  });
});
