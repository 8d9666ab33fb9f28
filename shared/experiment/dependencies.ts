import {
  type Dependency,
  type DependencyCondition,
  dependencyConditions,
  type Service,
} from "#shared/experiment/experiment";
import { type FieldReader, nearest } from "#shared/experiment/fields";
import { dependencyKeys } from "#shared/experiment/schema/service-keys";
import type { Field } from "#shared/experiment/yaml-tree";

/** A dependency with the place where it is written. */
export interface WrittenDependency extends Dependency {
  readonly at: Field;
}

/** `depends_on` as a list of names or a mapping with conditions. */
export function readDependencies(reader: FieldReader, field: Field): WrittenDependency[] {
  if (field.node.kind === "list") {
    return (reader.items(field, "`depends_on`") ?? [])
      .map((item): WrittenDependency | null => {
        const service = reader.text(item, "A service in `depends_on`", 63);
        return service === null ? null : { service, condition: "service_started", at: item };
      })
      .filter((dependency) => dependency !== null);
  }
  return (reader.entries(field, "`depends_on`") ?? []).map(({ name, key, value }) => ({
    service: name,
    condition: readCondition(reader, value),
    at: key,
  }));
}

function readCondition(reader: FieldReader, field: Field): DependencyCondition {
  const fields = reader.map(field, Object.keys(dependencyKeys), {
    required: { sentence: "Every dependency is required.", instead: "Delete the line." },
    restart: { sentence: "A restart of one instance does not restart others.", instead: "Delete the line." },
  });
  const condition = fields?.get("condition");
  if (condition === undefined) return "service_started";
  return reader.oneOf(condition, "`condition`", dependencyConditions) ?? "service_started";
}

/** The part of a service that its dependencies are checked against. */
export interface Dependent {
  readonly name: string;
  readonly healthcheck: Service["healthcheck"];
  readonly restart: Service["restart"];
  readonly profiles: Service["profiles"];
  readonly dependencies: readonly WrittenDependency[];
}

/** Reports dependencies that can never come true: unknown services, conditions nobody fulfils, doubles and cycles. */
export function checkDependencies(reader: FieldReader, services: readonly Dependent[]): void {
  const byName = new Map(services.map((service) => [service.name, service]));
  for (const service of services) {
    const seen = new Set<string>();
    for (const dependency of service.dependencies) {
      if (seen.has(dependency.service))
        reader.refuse(dependency.at, `\`${dependency.service}\` is named twice.`, "Keep one of them.");
      seen.add(dependency.service);
      checkDependency(reader, service, dependency, byName);
    }
  }
  reportCycles(reader, byName);
}

function checkDependency(
  reader: FieldReader,
  service: Dependent,
  dependency: WrittenDependency,
  byName: ReadonlyMap<string, Dependent>,
): void {
  const needed = byName.get(dependency.service);
  if (needed === undefined) {
    const near = nearest(dependency.service, [...byName.keys()]);
    const instead = near === null ? `The services are: ${[...byName.keys()].join(", ")}.` : `Did you mean \`${near}\`?`;
    reader.refuse(dependency.at, `There is no service \`${dependency.service}\`.`, instead);
  } else if (dependency.condition === "service_healthy" && needed.healthcheck === null) {
    reader.refuse(
      dependency.at,
      `\`${needed.name}\` has no health check, so it never becomes healthy.`,
      `Add a \`healthcheck\` to \`${needed.name}\`, or use service_started.`,
    );
  } else if (dependency.condition === "service_completed_successfully" && needed.restart.policy === "always") {
    reader.refuse(
      dependency.at,
      `\`${needed.name}\` is always restarted, so it never completes.`,
      `Take \`restart: always\` from \`${needed.name}\`.`,
    );
  } else if (needed.profiles.length > 0 && !needed.profiles.some((profile) => service.profiles.includes(profile))) {
    reader.refuse(
      dependency.at,
      `\`${needed.name}\` has the profile \`${needed.profiles[0]}\`, so it is not started when \`${service.name}\` is.`,
      `Give \`${service.name}\` the same profile, or take it from \`${needed.name}\`.`,
    );
  }
}

function reportCycles(reader: FieldReader, byName: ReadonlyMap<string, Dependent>): void {
  const done = new Set<string>();
  const trail: string[] = [];
  function visit(service: Dependent): void {
    trail.push(service.name);
    for (const dependency of service.dependencies) {
      const start = trail.indexOf(dependency.service);
      const next = byName.get(dependency.service);
      if (start >= 0) {
        const circle = [...trail.slice(start), dependency.service].join(" → ");
        reader.refuse(
          dependency.at,
          `Services wait for each other: ${circle}. None of them could ever start.`,
          "Take one of these dependencies out.",
        );
      } else if (next !== undefined && !done.has(next.name)) {
        visit(next);
      }
    }
    trail.pop();
    done.add(service.name);
  }
  for (const service of byName.values()) if (!done.has(service.name)) visit(service);
}
