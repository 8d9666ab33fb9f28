"use client";
import { clsx } from "clsx";
import { type ClassFilter, type ClassSort, type ClassWish, classFilters } from "#app/class/class-order";
import { Input } from "#app/ui/input";
import { Select } from "#app/ui/select";

const filterWords: Record<ClassFilter, { label: string; hint: string }> = {
  all: { label: "All", hint: "Everybody in the course" },
  hand: { label: "Hand raised", hint: "Those who asked for help" },
  online: { label: "Online", hint: "Those who have a workspace open" },
  failing: { label: "Failing", hint: "The last build or an instance failed" },
  quiet: { label: "Quiet", hint: "Here, but nothing saved, built, deployed or started for ten minutes" },
};

/** The orders that a small screen offers; a table has its headings. */
const sortWords: readonly { value: ClassSort; label: string }[] = [
  { value: "help", label: "Who needs help first" },
  { value: "name", label: "Name" },
  { value: "experiment", label: "Experiment" },
  { value: "instances", label: "Failed instances" },
  { value: "build", label: "Newest build" },
  { value: "failure", label: "Newest failure" },
  { value: "progress", label: "Longest without progress" },
];

/** What is shown of the class, and in which order. */
export function ClassToolbar({
  wish,
  counts,
  experiments,
  groups,
  onWish,
}: {
  wish: ClassWish;
  counts: Record<ClassFilter, number>;
  experiments: readonly { slug: string; title: string }[];
  groups: readonly string[];
  onWish: (wish: ClassWish) => void;
}) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Input
        type="search"
        aria-label="Filter by name"
        placeholder="Filter by name"
        value={wish.name}
        onChange={(event) => onWish({ ...wish, name: event.target.value })}
        className="max-w-44"
      />
      <fieldset aria-label="Show" className="flex flex-wrap gap-1">
        {classFilters.map((filter) => (
          <button
            key={filter}
            type="button"
            title={filterWords[filter].hint}
            aria-pressed={wish.only === filter}
            onClick={() => onWish({ ...wish, only: filter })}
            className={clsx(
              "inline-flex h-7 items-center gap-1.5 rounded-md px-2",
              wish.only === filter ? "bg-selected text-accent-text" : "text-muted hover:bg-hover hover:text-text",
            )}
          >
            {filterWords[filter].label}
            <span className="text-sm tabular-nums">{counts[filter]}</span>
          </button>
        ))}
      </fieldset>
      <span className="flex-1" />
      {groups.length > 0 ? (
        <Select
          aria-label="Group"
          value={wish.group}
          onChange={(event) => onWish({ ...wish, group: event.target.value })}
        >
          <option value="">All groups</option>
          {groups.map((group) => (
            <option key={group} value={group}>
              {group}
            </option>
          ))}
        </Select>
      ) : null}
      {experiments.length > 1 ? (
        <Select
          aria-label="Experiment"
          value={wish.experiment}
          onChange={(event) => onWish({ ...wish, experiment: event.target.value })}
        >
          <option value="">All experiments</option>
          {experiments.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </Select>
      ) : null}
      <Select
        aria-label="Order"
        value={wish.by}
        onChange={(event) => {
          const by = sortWords.find(({ value }) => value === event.target.value)?.value;
          if (by !== undefined) onWish({ ...wish, by, descending: false });
        }}
      >
        {sortWords.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </div>
  );
}
