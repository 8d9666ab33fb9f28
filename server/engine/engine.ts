import type { Readable, Writable } from "node:stream";

/** What the engine is and how large its machine is. */
export interface EngineInfo {
  readonly name: string;
  readonly version: string;
  readonly cpus: number;
  readonly memoryBytes: number;
}

/** An image on this machine that is ours: by its name or by its label. */
export interface ImageSummary {
  readonly id: string;
  /** Empty for one whose names a newer one has taken. */
  readonly names: readonly string[];
  readonly bytes: number;
  readonly createdAt: number;
  readonly labels: Labels;
  /** Containers of any installation that are made of it, running or not. */
  readonly containers: number;
}

export type Labels = Readonly<Record<string, string>>;

/** An isolated network: its members reach each other and nothing else. */
export interface NetworkSpec {
  readonly name: string;
  /** In CIDR form, "10.213.4.16/28". */
  readonly subnet: string;
  readonly labels: Labels;
}

export interface NetworkSummary {
  readonly name: string;
  readonly subnet: string;
  readonly labels: Labels;
}

/** A directory of the server's that the container sees. The source must exist: nothing is made in its place. */
export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly writable: boolean;
}

/** Writable memory at a path, limited in bytes and in files. */
export interface Scratch {
  readonly path: string;
  readonly bytes: number;
  readonly executable: boolean;
  /** The student's own (0700) or everybody's with the sticky bit (1777). */
  readonly owner: "student" | "everybody";
}

/** A container's place on a network. */
export interface Attachment {
  readonly name: string;
  readonly address: string;
  readonly aliases: readonly string[];
}

/** An image that is made of another one and some files; nothing runs while it is made. */
export interface ImageSpec {
  /** A local image. */
  readonly base: string;
  /** A tar with the files, by absolute paths without the first slash. */
  readonly files: Readable;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly cwd: string;
  readonly ports: readonly number[];
  readonly labels: Labels;
}

/** An image that carries labels of ours. */
export interface LabelledImage {
  readonly id: string;
  readonly bytes: number;
  readonly createdAt: number;
  readonly labels: Labels;
}

/** A name that one container alone knows an address by. */
export interface HostName {
  readonly name: string;
  readonly address: string;
}

/** Everything that may differ between two containers. All else is the default profile, and cannot be asked for. */
export interface ContainerSpec {
  readonly name: string;
  /** A name or an id; resolved once, so that a moved tag cannot change a container in the making. */
  readonly image: string;
  readonly labels: Labels;
  readonly hostname: string;
  /** The first network; its address is the container's. Without one it reaches nothing and nobody. */
  readonly network: Attachment | undefined;
  /** Networks beside the first. */
  readonly further: readonly Attachment[];
  /** Extra names, for addresses on its own networks only. */
  readonly hosts: readonly HostName[];
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly pids: number;
  readonly mounts: readonly Mount[];
  /** Beside /tmp, /run and /home/student, which every container has. */
  readonly scratch: readonly Scratch[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The keeper's program on the host; it becomes the first process. */
  readonly keeper: string;
}

export type ContainerState = "created" | "running" | "paused" | "exited";

export interface ContainerSummary {
  readonly id: string;
  readonly name: string;
  readonly state: ContainerState;
  readonly labels: Labels;
  /** Its IPv4 address on its first network, when the engine tells one. */
  readonly address: string | undefined;
}

export interface ContainerDetails extends ContainerSummary {
  /** What its image and its spec give every program: `NAME=value`. */
  readonly environment: readonly string[];
  readonly imageId: string;
  /** The first process as the host counts, 0 when it does not run. */
  readonly pid: number;
  readonly exitCode: number | undefined;
  readonly startedAt: number | undefined;
}

/** One reading; two of them make a percentage. */
export interface ContainerStats {
  readonly at: number;
  /** CPU time used since the start, in nanoseconds. */
  readonly cpuNanos: number;
  /** Without the file cache that the kernel would give back. */
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number;
  readonly pids: number;
}

/** A program beside the first process, with its three streams apart. Whoever starts it reads both outputs, or it stands still. */
export interface ExecStreams {
  readonly input: Writable;
  readonly output: Readable;
  readonly errors: Readable;
  /** Cuts the connection. The program sees the end of its input; it is not killed. */
  close(): void;
}

export type ContainerChange = "started" | "died" | "paused" | "resumed" | "out-of-memory" | "removed";

export interface EngineListener {
  /** News of one container that carries the listened-for labels, in the engine's order. A change can be told twice. */
  changed(container: string, change: ContainerChange, labels: Labels): void;
  /** The stream stands (first or again): what happened before is not told, so list now. */
  resync(): void;
}

/** A container engine in our words. Every call ends within its time limit. Throws EngineError, or UserError("unavailable") when the engine does not answer. */
export interface Engine {
  info(): Promise<EngineInfo>;
  /** The id that a name stands for now, or undefined. Never asks a registry. */
  imageId(name: string): Promise<string | undefined>;
  /** Every image that carries the label or has a name that begins with the prefix. */
  images(label: string, prefix: string): Promise<ImageSummary[]>;
  /** Removes an image with its names; refuses (`conflict`) what a container or another image needs. */
  removeImage(id: string): Promise<void>;
  /** Makes an image; answers its id. What is left of one that could not be made carries the installation's labels. */
  assembleImage(spec: ImageSpec): Promise<string>;
  /** The images that carry all these labels. */
  labelledImages(labels: Labels): Promise<LabelledImage[]>;
  /** One regular file out of an image, at most 64 MiB. */
  copyFromImage(image: string, path: string): Promise<Buffer>;

  /** Creates the network, or closes the host's side of the one that exists with this name and subnet again. Fails, and removes it, when the host can be reached. */
  createNetwork(spec: NetworkSpec): Promise<void>;
  /** Removes the network and cuts off what is still on it; an unknown one is fine. */
  removeNetwork(name: string): Promise<void>;
  /** The networks that carry all these labels. */
  networks(labels: Labels): Promise<NetworkSummary[]>;

  /** Creates a container with the default profile and answers with its id; it does not run yet. */
  createContainer(spec: ContainerSpec): Promise<string>;
  startContainer(id: string): Promise<void>;
  /** Asks the first process to end and kills it after the grace. */
  stopContainer(id: string, graceSeconds: number): Promise<void>;
  killContainer(id: string): Promise<void>;
  pauseContainer(id: string): Promise<void>;
  resumeContainer(id: string): Promise<void>;
  /** Kills and removes, with anonymous volumes; an unknown one is fine. */
  removeContainer(id: string): Promise<void>;
  container(id: string): Promise<ContainerDetails | undefined>;
  /** The containers that carry all these labels, running or not. */
  containers(labels: Labels): Promise<ContainerSummary[]>;
  /** What of this container differs from the default profile, one sentence each; empty is good. */
  deviations(id: string): Promise<string[]>;

  exec(id: string, argv: readonly string[], options?: { user?: string }): Promise<ExecStreams>;
  stats(id: string): Promise<ContainerStats>;
  /** Follows the containers that carry these labels until the returned function is called; reconnects by itself. */
  events(labels: Labels, listener: EngineListener): () => void;
}
