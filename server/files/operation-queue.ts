/** Runs work one after the other per key; what waits is bounded by who calls. Nothing is kept of a key without work. */
export interface OperationQueue<K> {
  run<T>(key: K, work: () => Promise<T>): Promise<T>;
}

/** An empty queue. */
export function createOperationQueue<K>(): OperationQueue<K> {
  const tails = new Map<K, Promise<unknown>>();
  return {
    run(key, work) {
      const previous = tails.get(key) ?? Promise.resolve();
      const result = previous.then(work, work);
      const tail = result
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(key) === tail) tails.delete(key);
        });
      tails.set(key, tail);
      return result;
    },
  };
}
