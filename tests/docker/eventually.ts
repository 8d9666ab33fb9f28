/** How often a condition is looked at, and how long it may take. */
const intervalMs = 25;
const patienceMs = 20_000;

/** Waits until `condition` answers something true and gives that back; throws with `what` when it never does. */
export async function eventually<T>(what: string, condition: () => Promise<T> | T): Promise<NonNullable<T>> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await condition();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`It never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
