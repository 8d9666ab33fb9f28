/** The languages for which a toolchain image exists. */
export const toolchains = ["java", "node", "python", "cpp"] as const;

/** The toolchain that turns a workspace's sources into artifacts. */
export type Toolchain = (typeof toolchains)[number];

/** The fields of a launch form that a lecturer may open to students. */
export const launchFields = ["mainClass", "args", "jvmArgs", "command"] as const;

/** One field of a launch form. */
export type LaunchField = (typeof launchFields)[number];

/** The images a service may name: what the product builds itself, because nothing else is known to be safe. */
export const serviceImages = [
  "varlab/java-run",
  "varlab/node-run",
  "varlab/python-run",
  "varlab/cpp-run",
  "varlab/broker",
  "varlab/java",
  "varlab/node",
  "varlab/python",
  "varlab/cpp",
] as const;

/** The signals that end a program. */
export const stopSignals = ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGKILL"] as const;

/** The folder inside an instance where its artifact lies; a file artifact is `/app/<basename>`, a folder's content is directly in it. */
export const artifactRoot = "/app";

/** A lecturer's experiment as its Compose file describes it: complete, checked, defaults filled in; plain data, safe as JSON. */
export interface Experiment {
  /** The Compose project name, or null when the file has none. */
  readonly name: string | null;
  readonly title: string;
  readonly summary: string;
  readonly toolchain: Toolchain;
  readonly build: BuildPlan;
  /** What students may build images of; null when they build none. */
  readonly images: ImagesPlan | null;
  /** Whether the Compose file in the student's workspace says what runs; `services` is then what the checks speak of. */
  readonly studentCompose: boolean;
  /** Files to open first, relative to the workspace. */
  readonly open: readonly string[];
  /** What students answer in words when they hand in. */
  readonly questions: readonly Question[];
  /** What becomes an instance, in the order of the file; a service with replicas is here once for each. */
  readonly services: readonly Service[];
  /** The networks of each workspace: `default` first, on which the toolchain is, then those that the file declares. */
  readonly networks: readonly string[];
  /** The volumes of each workspace. */
  readonly volumes: readonly VolumePlan[];
}

/** A question that is answered in words when somebody hands in. */
export interface Question {
  /** Stays when the question is put in other words. */
  readonly id: string;
  readonly text: string;
  /** Nothing is handed in without an answer. */
  readonly required: boolean;
}

/** A named volume: a disk of its own in each workspace, kept until the instances that mount it are reset. */
export interface VolumePlan {
  readonly name: string;
  readonly bytes: number;
}

/** What bounds the images that students write. */
export interface ImagesPlan {
  /** What may stand after `FROM`; an entry without a tag allows every tag. */
  readonly bases: readonly string[];
  readonly timeoutSeconds: number;
}

/** Where a service's image comes from when a student writes it, and what the Compose file says over it. */
export interface BuildSource {
  /** A folder of the workspace; empty for the workspace itself. */
  readonly context: string;
  /** Relative to the folder. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target: string | null;
  /** Null where the image's own holds. */
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[] | null;
  readonly workingDir: string | null;
  readonly stopSignal: string | null;
}

/** How sources become artifacts. */
export interface BuildPlan {
  /** Text for `bash -c`, run in the workspace's root. */
  readonly command: string;
  readonly timeoutSeconds: number;
  readonly artifacts: readonly ArtifactPlan[];
}

/** One result of a build: a file or a folder, relative to the workspace. */
export interface ArtifactPlan {
  readonly name: string;
  readonly path: string;
}

/** One instance of an experiment's service, and what it is to be in each workspace. */
export interface Service {
  /** The instance's name: the service's, with a number when it has replicas. */
  readonly name: string;
  /** The service's name in the file; its replicas share it, also as a name on their networks. */
  readonly family: string;
  readonly description: string;
  /** A name, or the id of an image that was built here; empty while a service's own image is not built. */
  readonly image: string;
  /** How its image is built; null when it names one. */
  readonly build: BuildSource | null;
  readonly hostname: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Ports the program is said to listen on (TCP), ascending, without doubles. */
  readonly ports: readonly number[];
  /** Ports that the student's browser may open; each is also in `ports`. */
  readonly show: readonly ShownPort[];
  readonly dependsOn: readonly Dependency[];
  readonly healthcheck: Healthcheck | null;
  /** Absolute; where the program starts and a terminal opens. */
  readonly workingDir: string;
  readonly stdinOpen: boolean;
  readonly tty: boolean;
  /** The signal that asks the program to end, such as `SIGTERM`. */
  readonly stopSignal: string;
  readonly stopGraceSeconds: number;
  readonly restart: RestartRule;
  readonly limits: Limits;
  readonly tmpfs: readonly Tmpfs[];
  readonly volumes: readonly VolumeMount[];
  /** The networks it is on, at least one; it sees no other. The first one gives the address that is shown. */
  readonly networks: readonly Attachment[];
  /** Names that this instance alone knows other instances by. */
  readonly extraHosts: readonly ExtraHost[];
  /** With a profile it is not started together with the others, but by hand. */
  readonly profiles: readonly string[];
  /** Name of the artifact that is deployed here unless the student chooses another; null when nothing is. */
  readonly artifact: string | null;
  readonly launch: LaunchForm;
  /** The launch fields that the student may change. */
  readonly editable: readonly LaunchField[];
  /** The lecturer's own instance: no deployment, no launch parameters, no terminal for the student. */
  readonly locked: boolean;
  /** Started with the workspace's first start. */
  readonly autostart: boolean;
}

/** A port that is shown to the student's browser. */
export interface ShownPort {
  readonly port: number;
  readonly title: string;
}

/** What can be asked of another service before this one starts. */
export const dependencyConditions = ["service_started", "service_healthy", "service_completed_successfully"] as const;

/** What must be true of another service before this one starts. */
export type DependencyCondition = (typeof dependencyConditions)[number];

/** One service that must come first. */
export interface Dependency {
  readonly service: string;
  readonly condition: DependencyCondition;
}

/** A probe run inside the instance; exit code 0 means healthy. */
export interface Healthcheck {
  readonly argv: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds: number;
  /** Between two probes until it is healthy for the first time; null means the server's own measure. */
  readonly startIntervalSeconds: number | null;
}

/** What happens when the program ends by itself. */
export interface RestartRule {
  readonly policy: "no" | "on-failure" | "always";
  /** Starts again after this many failures to stay up; null means without limit. */
  readonly maximumRetries: number | null;
  /** Seconds before each new start; null means a second, doubled each time. */
  readonly delaySeconds: number | null;
  /** A program that ran this long has settled: counting begins again. Null means the server's own measure. */
  readonly windowSeconds: number | null;
}

/** The network that every service is on which names none, and the toolchain always. */
export const defaultNetwork = "default";

/** An instance's place on a network. */
export interface Attachment {
  readonly network: string;
  /** Further names on this network, beside host name and service name. */
  readonly aliases: readonly string[];
}

/** A named volume in an instance. */
export interface VolumeMount {
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** A name for another instance on a network that both are on. */
export interface ExtraHost {
  readonly name: string;
  /** The other instance's name. */
  readonly instance: string;
}

/** What one instance may use at most. */
export interface Limits {
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly pids: number;
}

/** A folder in memory, writable for the program. */
export interface Tmpfs {
  readonly path: string;
  readonly bytes: number;
}

/** How a service's program is started. */
export type LaunchForm = JavaLaunch | CommandLaunch;

/** `java <jvmArgs> -cp <classPath> <mainClass> <args>`. */
export interface JavaLaunch {
  readonly kind: "java";
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly jvmArgs: readonly string[];
  readonly classPath: readonly string[];
}

/** An argument list that is run as it stands, without a shell. */
export interface CommandLaunch {
  readonly kind: "command";
  readonly command: readonly string[];
}
