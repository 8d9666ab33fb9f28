import { describe, expect, it } from "vitest";
import type { MachineKey } from "#server/machines/machine";
import { createQuotas } from "#server/quotas/quotas";
import { newCleanCopyId } from "#server/workspaces/clean-copy-id";
import { suspendClosed } from "#server/workspaces/closed";
import { WorkspaceId } from "#shared/ids";
import { makeCourse } from "../fixtures/course";
import { withDatabase } from "../fixtures/database";

const setting = withDatabase();
const memoryBytes = 64 * 1024 * 1024;
const silent = { stats: () => Promise.reject(new Error("no engine here")) };

const toolchain = (workspace: WorkspaceId): MachineKey => ({ role: "toolchain", workspace });
const quotas = () => createQuotas({ database: setting.database, engine: silent, running: () => [] });

/** A workspace whose owner is in no course. */
async function makeWorkspace(id: string, versionId: string): Promise<WorkspaceId> {
  const account = { id, name: "Nobody", email: `${id.toLowerCase()}@copy.invalid` };
  await setting.database.user.create({ data: { ...account, workspaces: { create: { id, versionId } } } });
  return WorkspaceId.parse(id);
}

describe("a check's clean copy, whose owner is in no course", () => {
  it("gets its machines, and only while its course is open", async () => {
    const { id, versionId } = await makeCourse(setting.database, "services: {}");
    const copy = await makeWorkspace(newCleanCopyId(), versionId);
    (await quotas().gate(toolchain(copy), { memoryBytes }))();
    const left = await makeWorkspace("somebody_who_left", versionId);
    await expect(quotas().gate(toolchain(left), { memoryBytes })).rejects.toMatchObject({ code: "refused" });
    await setting.database.course.update({ where: { id }, data: { state: "archived" } });
    await expect(quotas().gate(toolchain(copy), { memoryBytes })).rejects.toMatchObject({ code: "refused" });
  });

  it("is not suspended like the workspace of somebody who left", async () => {
    const { versionId } = await makeCourse(setting.database, "services: {}");
    const copy = await makeWorkspace(newCleanCopyId(), versionId);
    const left = await makeWorkspace("another_who_left", versionId);
    const suspended: string[] = [];
    const running = [copy, left].map((workspace) => ({ key: toolchain(workspace) }));
    const suspension = { suspend: async (workspace: WorkspaceId) => void suspended.push(workspace) };
    await suspendClosed({ database: setting.database, running: () => running, suspension });
    expect(suspended).toEqual([left]);
  });
});
