import { createStore, type StoreApi } from "zustand/vanilla";

/** A place in a text; lines and columns count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

/** One tab. A preview tab gives way to the next preview; typing in it or opening it again makes it stay. */
export interface FileTab {
  readonly path: string;
  readonly preview: boolean;
}

/** Tabs side by side with another such group. */
export interface FileGroup {
  readonly id: number;
  readonly tabs: readonly FileTab[];
  readonly active: string | null;
}

/** Which files are open, where. There is always at least one group. */
export interface OpenFilesState {
  readonly groups: readonly FileGroup[];
  readonly activeGroup: number;
  /** Where to put the focus and, with a place, the cursor; a new object is a new wish. */
  readonly reveal: { readonly path: string; readonly place?: TextPlace } | null;
}

/** The open files and what can be done with them. */
export interface OpenFiles {
  readonly state: StoreApi<OpenFilesState>;
  /** Opens and shows a file; `background` opens its tab without bringing the editor to the front, `focus` lets one type at once, as a place does. */
  open(path: string, place?: TextPlace, options?: { preview?: boolean; background?: boolean; focus?: boolean }): void;
  /** Makes the tab of a preview stay. */
  keep(path: string): void;
  close(path: string, group?: number): void;
  closeOthers(path: string, group: number): void;
  closeAll(): void;
  activate(path: string, group: number): void;
  /** Moves a tab before another one, or to the end; across groups too. */
  move(path: string, from: number, to: number, before: string | null): void;
  /** Shows the active file a second time at the side. */
  split(): void;
  /** Paths moved or renamed on disk, folders too. */
  renamed(from: string, to: string): void;
  removed(path: string): void;
  /** The next (1) or previous (-1) tab of the active group. */
  step(by: 1 | -1): void;
  /** Newest first. */
  recent(): readonly string[];
  active(): string | null;
  readonly restored: boolean;
}

const mostGroups = 3;
const mostRecent = 50;

/** The open files, remembered under `key` in `storage`; `show` brings the editor to the front. */
export function createOpenFiles(storage: Storage, key: string, show: () => void): OpenFiles {
  const before = restore(storage.getItem(key));
  const state = createStore<OpenFilesState>(
    () => before ?? { groups: [{ id: 1, tabs: [], active: null }], activeGroup: 1, reveal: null },
  );
  let recent: readonly string[] = [];
  state.subscribe(({ groups, activeGroup }) => storage.setItem(key, JSON.stringify({ groups, activeGroup })));

  function change(id: number, edit: (group: FileGroup) => FileGroup): void {
    const { groups, activeGroup } = state.getState();
    const next = groups
      .map((group) => (group.id === id ? edit(group) : group))
      .filter((group, _, all) => group.tabs.length > 0 || all.length === 1);
    const kept = next.filter((group) => group.tabs.length > 0);
    const result = kept.length > 0 ? kept : next.slice(0, 1);
    const still = result.some((group) => group.id === activeGroup);
    state.setState({ groups: result, activeGroup: still ? activeGroup : (result[0]?.id ?? 1) });
  }

  function touch(path: string): void {
    recent = [path, ...recent.filter((one) => one !== path)].slice(0, mostRecent);
  }

  function activeGroup(): FileGroup | undefined {
    const { groups, activeGroup: id } = state.getState();
    return groups.find((group) => group.id === id) ?? groups[0];
  }

  return {
    state,
    restored: before !== null,
    open(path, place, { preview = false, background = false, focus = place !== undefined } = {}) {
      if (!background) show();
      touch(path);
      const { groups } = state.getState();
      const home = activeGroup();
      const group = (home && holds(home, path) ? home : groups.find((one) => holds(one, path))) ?? home;
      if (group === undefined) return;
      state.setState({ activeGroup: group.id });
      change(group.id, (one) => ({ ...one, tabs: withTab(one.tabs, { path, preview }, one.active), active: path }));
      if (focus) state.setState({ reveal: place === undefined ? { path } : { path, place } });
    },
    keep(path) {
      for (const group of state.getState().groups) {
        if (!group.tabs.some((tab) => tab.path === path && tab.preview)) continue;
        change(group.id, (one) => ({
          ...one,
          tabs: one.tabs.map((tab) => (tab.path === path ? { path, preview: false } : tab)),
        }));
      }
    },
    close(path, group) {
      for (const one of state.getState().groups)
        if (group === undefined || one.id === group) change(one.id, (it) => without(it, path));
    },
    closeOthers: (path, group) =>
      change(group, (one) => ({ ...one, tabs: one.tabs.filter((tab) => tab.path === path), active: path })),
    closeAll: () => state.setState({ groups: [{ id: 1, tabs: [], active: null }], activeGroup: 1 }),
    activate(path, group) {
      touch(path);
      state.setState({ activeGroup: group });
      change(group, (one) => ({ ...one, active: path }));
    },
    move(path, from, to, before) {
      if (before === path && from === to) return;
      const moved: FileTab = { path, preview: false };
      if (from !== to) change(from, (one) => without(one, path));
      change(to, (one) => ({ ...one, tabs: inserted(one.tabs, moved, before), active: path }));
      state.setState({ activeGroup: to });
    },
    split() {
      const { groups } = state.getState();
      const group = activeGroup();
      if (group?.active == null || groups.length >= mostGroups) return;
      const id = Math.max(...groups.map((one) => one.id)) + 1;
      const twin: FileGroup = { id, tabs: [{ path: group.active, preview: false }], active: group.active };
      state.setState({ groups: groups.toSpliced(groups.indexOf(group) + 1, 0, twin), activeGroup: id });
    },
    renamed(from, to) {
      const renamedPath = (path: string) =>
        path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : path;
      const groups = state.getState().groups.map((group) => ({
        ...group,
        tabs: group.tabs.map((tab) => ({ ...tab, path: renamedPath(tab.path) })),
        active: group.active === null ? null : renamedPath(group.active),
      }));
      recent = recent.map(renamedPath);
      state.setState({ groups });
    },
    removed(path) {
      const paths = state.getState().groups.flatMap((group) => group.tabs.map((tab) => tab.path));
      for (const open of paths) if (open === path || open.startsWith(`${path}/`)) this.close(open);
    },
    step(by) {
      const group = activeGroup();
      if (group === undefined || group.tabs.length === 0) return;
      const index = group.tabs.findIndex((tab) => tab.path === group.active);
      const next = group.tabs.at((index + by + group.tabs.length) % group.tabs.length);
      if (next) this.activate(next.path, group.id);
    },
    recent: () => recent,
    active: () => activeGroup()?.active ?? null,
  };
}

function holds(group: FileGroup, path: string): boolean {
  return group.tabs.some((tab) => tab.path === path);
}

function withTab(tabs: readonly FileTab[], tab: FileTab, after: string | null): readonly FileTab[] {
  const known = tabs.findIndex((one) => one.path === tab.path);
  if (known >= 0) return tabs.with(known, { path: tab.path, preview: tab.preview && (tabs[known]?.preview ?? false) });
  const preview = tab.preview ? tabs.findIndex((one) => one.preview) : -1;
  if (preview >= 0) return tabs.with(preview, tab);
  const place = tabs.findIndex((one) => one.path === after);
  return tabs.toSpliced(place < 0 ? tabs.length : place + 1, 0, tab);
}

function without(group: FileGroup, path: string): FileGroup {
  const index = group.tabs.findIndex((tab) => tab.path === path);
  if (index < 0) return group;
  const tabs = group.tabs.toSpliced(index, 1);
  const neighbour = tabs[Math.min(index, tabs.length - 1)]?.path ?? null;
  return { ...group, tabs, active: group.active === path ? neighbour : group.active };
}

function inserted(tabs: readonly FileTab[], tab: FileTab, before: string | null): readonly FileTab[] {
  const rest = tabs.filter((one) => one.path !== tab.path);
  const index = before === null ? -1 : rest.findIndex((one) => one.path === before);
  return rest.toSpliced(index < 0 ? rest.length : index, 0, tab);
}

function restore(text: string | null): OpenFilesState | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    if (!isKept(kept)) return null;
    return { groups: kept.groups, activeGroup: kept.activeGroup, reveal: null };
  } catch {
    return null;
  }
}

function isKept(value: unknown): value is Pick<OpenFilesState, "groups" | "activeGroup"> {
  if (value === null || typeof value !== "object" || !("groups" in value) || !("activeGroup" in value)) return false;
  return (
    Array.isArray(value.groups) &&
    value.groups.length > 0 &&
    value.groups.every((group) => Array.isArray(group?.tabs)) &&
    typeof value.activeGroup === "number"
  );
}
