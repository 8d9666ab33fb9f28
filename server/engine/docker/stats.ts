import { z } from "zod";
import type { ContainerStats } from "#server/engine/engine";

/** What is read of one reading; the fields of a container that just ended are missing. */
export const Stats = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }).optional() }),
  memory_stats: z.object({
    usage: z.number().optional(),
    limit: z.number().optional(),
    stats: z.object({ total_inactive_file: z.number().optional(), inactive_file: z.number().optional() }).nullish(),
  }),
  pids_stats: z.object({ current: z.number().optional() }).nullish(),
});

export function statsOf(answer: z.output<typeof Stats>, at: number): ContainerStats {
  const memory = answer.memory_stats;
  // cgroup v1 counts the children under "total_", v2 has only the sum.
  const cache = memory.stats?.total_inactive_file ?? memory.stats?.inactive_file ?? 0;
  return {
    at,
    cpuNanos: answer.cpu_stats.cpu_usage?.total_usage ?? 0,
    memoryBytes: Math.max(0, (memory.usage ?? 0) - cache),
    memoryLimitBytes: memory.limit ?? 0,
    pids: answer.pids_stats?.current ?? 0,
  };
}
