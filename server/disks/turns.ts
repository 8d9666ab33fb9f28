/** Runs work on one thing after the other; work on different things goes on side by side. */
export function createTurns<Key>(): <T>(key: Key, work: () => Promise<T>) => Promise<T> {
  const turns = new Map<Key, Promise<unknown>>();
  return <T>(key: Key, work: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, turn);
    const forget = () => void (turns.get(key) === turn && turns.delete(key));
    turn.then(forget, forget);
    return turn;
  };
}
