import type { Place } from "#shared/experiment/problem";

/** A value of a YAML file with its place; aliases are resolved, merges (`<<`) done, dollar signs checked. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

/** A mapping; each key occurs once. */
export interface YamlMap {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: readonly YamlEntry[];
}

/** One key of a mapping with its value. */
export interface YamlEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly node: YamlNode;
}

/** A sequence. */
export interface YamlList {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly YamlNode[];
}

/** A single value; `source` is how it is written, with `$$` already made `$`. */
export interface YamlScalar {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | boolean | null;
  readonly source: string;
}

/** A value together with where it was found, such as `services.server.ports[0]`. */
export interface Field {
  readonly path: string;
  readonly node: YamlNode;
}
