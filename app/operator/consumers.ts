import type { OperatorWorkspace } from "#shared/operator";

/** What a workspace, or all of one person's, use now. */
export interface Consumer {
  readonly key: string;
  readonly owner: string;
  /** The workspace's title, or how many there are. */
  readonly title: string;
  readonly course: string;
  readonly workspaces: readonly OperatorWorkspace[];
  readonly viewers: number;
  readonly containers: number;
  readonly cpu: number;
  readonly memory: number;
  readonly memoryLimit: number;
  readonly disk: number;
}

/** A line for each workspace. */
export function byWorkspace(workspaces: readonly OperatorWorkspace[]): Consumer[] {
  return workspaces.map((workspace) => consumer(workspace.id, [workspace], workspace.title, workspace.course.title));
}

/** A line for each person; `several` says how many workspaces they have. */
export function byPerson(workspaces: readonly OperatorWorkspace[], several: (count: number) => string): Consumer[] {
  const people = new Map<string, OperatorWorkspace[]>();
  for (const workspace of workspaces)
    people.set(workspace.owner.user, [...(people.get(workspace.owner.user) ?? []), workspace]);
  return [...people].map(([user, own]) => {
    const courses = [...new Set(own.map(({ course }) => course.title))].toSorted();
    return consumer(user, own, own.length === 1 ? (own[0]?.title ?? "") : several(own.length), courses.join(", "));
  });
}

function consumer(key: string, workspaces: readonly OperatorWorkspace[], title: string, course: string): Consumer {
  const machines = workspaces.flatMap((workspace) => workspace.machines);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return {
    ...{ key, title, course, workspaces },
    owner: workspaces[0]?.owner.name ?? "",
    viewers: sum(workspaces.map(({ viewers }) => viewers)),
    containers: machines.length,
    cpu: sum(machines.map(({ cpu }) => cpu)),
    memory: sum(machines.map(({ memory }) => memory)),
    memoryLimit: sum(machines.map(({ memoryLimit }) => memoryLimit)),
    disk: sum(workspaces.map(({ disk }) => disk?.used ?? 0)),
  };
}
