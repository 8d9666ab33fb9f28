/** What a model is called for Monaco, which cannot rename one: the path it was made for, and a number should that name be in use. */
export interface ModelName {
  readonly path: string;
  readonly serial: number;
}

/** Which model belongs to which path, so that a renamed file keeps its model and with it everything that can be undone. */
export interface ModelNames {
  of(path: string): ModelName;
  pathOf(name: ModelName): string;
  /** The model of `from` is the one of `to` from now on; `from` is free for another file. */
  rename(from: string, to: string): void;
  /** The model of a path is gone. */
  release(path: string): void;
}

/** Names of no models yet. */
export function createModelNames(): ModelNames {
  const names = new Map<string, ModelName>();
  const paths = new Map<string, string>();

  function release(path: string): void {
    const name = names.get(path);
    if (name !== undefined) paths.delete(keyOf(name));
    names.delete(path);
  }

  function bind(path: string, name: ModelName): ModelName {
    names.set(path, name);
    paths.set(keyOf(name), path);
    return name;
  }

  return {
    of(path) {
      const known = names.get(path);
      if (known !== undefined) return known;
      let serial = 0;
      while (paths.has(keyOf({ path, serial }))) serial += 1;
      return bind(path, { path, serial });
    },
    pathOf: (name) => paths.get(keyOf(name)) ?? name.path,
    rename(from, to) {
      const name = names.get(from);
      if (name === undefined) return;
      release(from);
      release(to);
      bind(to, name);
    },
    release,
  };
}

function keyOf({ path, serial }: ModelName): string {
  return `${serial}:${path}`;
}
