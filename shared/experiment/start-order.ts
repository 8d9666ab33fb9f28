import type { Service } from "#shared/experiment/experiment";

/** The part of an experiment that decides the order of its services. */
interface Ordered {
  readonly services: readonly Pick<Service, "name" | "dependsOn">[];
}

/**
 * The service names in levels: all of a level may start together once the levels before it are ready.
 * Keeps the file's order inside a level; throws when services wait for each other, which the parser refuses.
 */
export function startOrder(experiment: Ordered): string[][] {
  const levels: string[][] = [];
  const placed = new Set<string>();
  let waiting = [...experiment.services];
  while (waiting.length > 0) {
    const level = waiting.filter((service) => service.dependsOn.every((need) => placed.has(need.service)));
    if (level.length === 0) {
      throw new Error(`Services wait for each other: ${waiting.map((service) => service.name).join(", ")}`);
    }
    levels.push(level.map((service) => service.name));
    for (const service of level) placed.add(service.name);
    waiting = waiting.filter((service) => !placed.has(service.name));
  }
  return levels;
}
