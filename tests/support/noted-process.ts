import { readFile, writeFile } from "node:fs/promises";

/** Notes a process id together with its start time, as the varlab command notes the processes that it may stop. */
export async function noteProcess(file: string, pid: number): Promise<void> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // Clock ticks since boot: the 22nd field, counted behind the name in brackets.
  const start = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  await writeFile(file, `${pid} ${start}\n`);
}
