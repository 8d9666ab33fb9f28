/** What stands in for a public image: the product's image, and what the public one would run by itself, where that exists here too. */
export interface StandIn {
  readonly image: string;
  readonly command?: readonly string[];
}

const java: StandIn = { image: "varlab/java-run" };
const debian: StandIn = { image: "varlab/cpp-run" };

/** By the last part of a public image's name, without its tag. Only what behaves alike is here: a program of a lecturer has to run. */
const standIns: Readonly<Record<string, StandIn>> = {
  node: { image: "varlab/node-run" },
  python: { image: "varlab/python-run" },
  openjdk: java,
  "eclipse-temurin": java,
  amazoncorretto: java,
  maven: { image: "varlab/java" },
  gcc: { image: "varlab/cpp" },
  debian,
  ubuntu: debian,
  alpine: debian,
  busybox: debian,
  "eclipse-mosquitto": {
    image: "varlab/broker",
    command: ["stdbuf", "-oL", "mosquitto", "-c", "/etc/mosquitto/mosquitto.conf"],
  },
};

/** The stand-in for an image such as `docker.io/library/node:20-alpine`, or undefined when there is none. */
export function standInFor(image: string): StandIn | undefined {
  const path = image.split("@")[0]?.split("/") ?? [];
  const host = path.length > 2 ? path[0] : undefined;
  const name = (path.at(-1) ?? "").split(":")[0] ?? "";
  const isPublic = host === undefined || host === "docker.io" || host === "public.ecr.aws" || host === "mirror.gcr.io";
  // Somebody's own `python` is not the public one.
  const owner = path.length > 1 ? path.at(-2) : "library";
  const isOfficial = owner === "library" || owner === "docker.io" || owner === "cimg";
  return isPublic && isOfficial && Object.hasOwn(standIns, name) ? standIns[name] : undefined;
}
