/** A narrower tile cannot show its name, its state and three buttons in one row. */
const narrowest = 360;
/** A lower one shows no line of output. */
export const lowest = 148;

/** In how many columns so many tiles fill a pane of this size best: as many as are wide enough, when rows would else be low. */
export function columnsFor(count: number, width: number, height: number, least = narrowest): number {
  let best = 1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let columns = 1; columns <= count; columns += 1) {
    if (columns > 1 && width / columns < least) break;
    const rows = Math.ceil(count / columns);
    const shape = Math.log(width / columns / (height / rows) / goodShape) ** 2;
    const empty = rows * columns - count;
    const cost = shape + empty * 0.25;
    if (cost < bestCost) {
      bestCost = cost;
      best = columns;
    }
  }
  return best;
}

/** Width to height of a console that is good to read. */
const goodShape = 1.8;
