import type { Service } from "#shared/experiment/experiment";

/** What the machine has. */
export interface MachineSize {
  readonly memoryBytes: number;
  readonly cpus: number;
}

/** What a class asks of a machine at most, when everybody runs everything. */
export interface Forecast {
  readonly instances: number;
  /** All instances of one student at their limits. */
  readonly memoryOfOne: number;
  readonly memoryBytes: number;
  readonly cpus: number;
  /** How many students fit with everything at its limit. */
  readonly fitting: number;
  readonly isEnough: boolean;
}

/** Adds up the limits of the services for a class; programs that use less leave room, so it is an upper bound. */
export function forecast(services: readonly Service[], students: number, machine: MachineSize): Forecast {
  const sum = (value: (service: Service) => number) => services.reduce((total, one) => total + value(one), 0);
  const memoryOfOne = sum(({ limits, tmpfs }) => limits.memoryBytes + tmpfs.reduce((all, { bytes }) => all + bytes, 0));
  const memoryBytes = memoryOfOne * students;
  return {
    instances: services.length,
    memoryOfOne,
    memoryBytes,
    cpus: sum(({ limits }) => limits.cpus) * students,
    fitting: memoryOfOne === 0 ? Number.POSITIVE_INFINITY : Math.floor(machine.memoryBytes / memoryOfOne),
    isEnough: memoryBytes <= machine.memoryBytes,
  };
}
