/** Places for programs that need a whole processor: so many run at a time, the others wait in order. */
export interface BuildPlaces {
  /** Resolves when a place is free, with the function that gives it back. `waiting` hears how many come before, each time it changes. Rejects with the signal's reason when it aborts first. */
  take(signal: AbortSignal, waiting: (before: number) => void): Promise<() => void>;
  /** Counts a program that runs already, also above the limit; answers the function that gives its place back. */
  occupy(): () => void;
}

interface Waiter {
  readonly waiting: (before: number) => void;
  readonly enter: () => void;
}

/** `count` places. */
export function createBuildPlaces(count: number): BuildPlaces {
  const queue: Waiter[] = [];
  let free = count;

  function next(): void {
    while (free > 0) {
      const waiter = queue.shift();
      if (waiter === undefined) return;
      free -= 1;
      waiter.enter();
    }
    for (const [before, waiter] of queue.entries()) waiter.waiting(before);
  }

  function createRelease(): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      free += 1;
      next();
    };
  }

  return {
    occupy() {
      free -= 1;
      return createRelease();
    },
    take(signal, waiting) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const leave = () => {
          const index = queue.indexOf(waiter);
          if (index === -1) return;
          queue.splice(index, 1);
          reject(signal.reason);
          next();
        };
        const waiter: Waiter = {
          waiting,
          enter() {
            signal.removeEventListener("abort", leave);
            resolve(createRelease());
          },
        };
        signal.addEventListener("abort", leave, { once: true });
        queue.push(waiter);
        next();
      });
    },
  };
}
