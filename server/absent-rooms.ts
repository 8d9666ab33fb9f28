import type { CallHandlers, SignalHandlers } from "#server/sockets/handlers";
import type { SnapshotParts } from "#server/workspaces/workspace-handlers";
import { UserError } from "#shared/failures";
import { calls, signals } from "#shared/socket/catalogue";

const absent = async () => {
  throw new UserError("unavailable", "This part of the server is being built.");
};
export const absentCalls = Object.fromEntries(
  Object.keys(calls).map((name) => [name, absent]),
) as unknown as CallHandlers;
export const absentSignals = Object.fromEntries(
  Object.keys(signals).map((name) => [name, () => undefined]),
) as unknown as SignalHandlers;
export const absentSnapshot: Omit<SnapshotParts, "instances"> = {
  builds: async () => [],
  artifacts: async () => [],
  terminals: async () => [],
  files: async () => ({ files: [], truncated: false }),
};
