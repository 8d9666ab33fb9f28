/** One measured thing beside its floor, and whether it keeps its target. */
export interface Measure {
  readonly name: string;
  readonly ours: string;
  /** The same on bare Docker or the bare machine, in the same run. */
  readonly floor: string;
  readonly target: string;
  readonly verdict: "kept" | "missed" | "for information";
}

/** The middle one; of an even number the upper of the two. */
export function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}

/** The sample below which this share of all lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Takes turns between ours and the floor, so that a busy moment of the machine hits both; the medians. */
export async function interleaved(
  rounds: number,
  ours: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<{ ours: number; floor: number }> {
  const samples = { ours: [] as number[], floor: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    samples.floor.push(await floor());
    samples.ours.push(await ours());
  }
  return { ours: median(samples.ours), floor: median(samples.floor) };
}

/** "353 ms", below 10 with tenths. */
export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
}

/** A verdict from a comparison. */
export function verdict(kept: boolean): Measure["verdict"] {
  return kept ? "kept" : "missed";
}
