import { serviceImages } from "#shared/experiment/experiment";
import { standInFor } from "#shared/experiment/imported-images";

/** The images that a Dockerfile may begin with when an experiment names none: those of services, and what stands for public ones. */
export const usualBases = [
  "node",
  "python",
  "openjdk",
  "eclipse-temurin",
  "maven",
  "gcc",
  "debian",
  "ubuntu",
  ...serviceImages,
];

/** This installation's image for a name such as `node:22-alpine`; undefined when there is none. */
export function localImageFor(name: string): string | undefined {
  const plain = name.replace(/:latest$/, "");
  return serviceImages.find((image) => image === plain) ?? standInFor(name)?.image;
}

/** Whether a name is on the list; an entry without a tag allows every tag of its image. */
export function isAllowedBase(name: string, allowed: readonly string[]): boolean {
  const short = shortName(name);
  const untagged = short.replace(/:[^:/]*$/, "");
  return allowed.some((entry) => {
    const wanted = shortName(entry);
    return wanted === short || wanted === untagged || `${wanted}:latest` === short;
  });
}

/** Without what every engine adds by itself. */
function shortName(name: string): string {
  return name.replace(/^docker\.io\//, "").replace(/^library\//, "");
}
