import { createOperationQueue } from "#server/files/operation-queue";
import type { AsideTask, Machine, MachineKey, Machines } from "#server/machines/machine";
import { keyText } from "#server/machines/machine-labels";
import type { MachineSpec } from "#server/machines/machine-spec";
import { unknownThing } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";

/** The forms of the machines that are used aside just now. */
export interface AsideSpecs {
  /** Throws what unknown things answer. */
  of(key: MachineKey): MachineSpec;
  set(key: MachineKey, spec: MachineSpec): void;
  forget(key: MachineKey): void;
}

/** An empty book of forms. */
export function createAsideSpecs(): AsideSpecs {
  const specs = new Map<string, MachineSpec>();
  return {
    of(key) {
      const spec = specs.get(keyText(key));
      if (spec === undefined) throw unknownThing();
      return spec;
    },
    set: (key, spec) => void specs.set(keyText(key), spec),
    forget: (key) => void specs.delete(keyText(key)),
  };
}

/** Machines that live as long as one task, one of each kind at a time in a workspace. */
export interface Asides {
  /** Runs `work` on a fresh machine of this form and removes it, however the work ends. */
  using<T>(aside: Aside, work: (machine: Machine) => Promise<T>): Promise<T>;
}

/** A task beside the instances. */
export interface Aside {
  readonly workspace: WorkspaceId;
  readonly task: AsideTask;
  readonly spec: MachineSpec;
}

/** The asides of this server. */
export function createAsides(machines: Pick<Machines, "open" | "remove">, specs: AsideSpecs): Asides {
  const turns = createOperationQueue<string>();
  return {
    using({ workspace, task, spec }, work) {
      const key = { workspace, role: "aside" as const, task };
      return turns.run(keyText(key), async () => {
        specs.set(key, spec);
        try {
          return await work(await machines.open(key));
        } finally {
          await machines.remove(key);
          specs.forget(key);
        }
      });
    },
  };
}
