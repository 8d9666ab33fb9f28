/** Counts what one socket does: `take` says whether one more is within the allowance. */
export interface Rate {
  take(): boolean;
}

/** An allowance of `burst` at once that fills again with `perSecond`; `now` in milliseconds. */
export function createRate(perSecond: number, burst: number, now: () => number = () => performance.now()): Rate {
  let left = burst;
  let last = now();
  return {
    take() {
      const time = now();
      left = Math.min(burst, left + ((time - last) / 1000) * perSecond);
      last = time;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
