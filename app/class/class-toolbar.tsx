"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type ClassFilter, type ClassWish, classFilters, classSorts } from "#app/class/class-order";
import { Input } from "#app/ui/input";
import { Select } from "#app/ui/select";

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
  const t = useTranslations("class.filters");
  const orders = useTranslations("class.orders");
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Input
        type="search"
        aria-label={t("name")}
        placeholder={t("name")}
        value={wish.name}
        onChange={(event) => onWish({ ...wish, name: event.target.value })}
        className="max-w-44"
      />
      <fieldset aria-label={t("show")} className="flex flex-wrap gap-1">
        {classFilters.map((filter) => (
          <button
            key={filter}
            type="button"
            title={t(`${filter}Hint`)}
            aria-pressed={wish.only === filter}
            onClick={() => onWish({ ...wish, only: filter })}
            className={clsx(
              "inline-flex h-7 items-center gap-1.5 rounded-md px-2",
              wish.only === filter ? "bg-selected text-accent-text" : "text-muted hover:bg-hover hover:text-text",
            )}
          >
            {t(filter)}
            <span className="text-sm tabular-nums">{counts[filter]}</span>
          </button>
        ))}
      </fieldset>
      <span className="flex-1" />
      {groups.length > 0 ? (
        <Select
          aria-label={t("group")}
          value={wish.group}
          onChange={(event) => onWish({ ...wish, group: event.target.value })}
        >
          <option value="">{t("allGroups")}</option>
          {groups.map((group) => (
            <option key={group} value={group}>
              {group}
            </option>
          ))}
        </Select>
      ) : null}
      {experiments.length > 1 ? (
        <Select
          aria-label={t("experiment")}
          value={wish.experiment}
          onChange={(event) => onWish({ ...wish, experiment: event.target.value })}
        >
          <option value="">{t("allExperiments")}</option>
          {experiments.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </Select>
      ) : null}
      <Select
        aria-label={t("order")}
        value={wish.by}
        onChange={(event) => {
          const by = classSorts.find((sort) => sort === event.target.value);
          if (by !== undefined) onWish({ ...wish, by, descending: false });
        }}
      >
        {classSorts.map((sort) => (
          <option key={sort} value={sort}>
            {orders(sort)}
          </option>
        ))}
      </Select>
    </div>
  );
}
