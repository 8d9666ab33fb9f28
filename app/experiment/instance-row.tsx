import { useTranslations } from "next-intl";
/** The host names of an experiment's instances, as small machines in a row. */
export function InstanceRow({ names }: { names: readonly string[] }) {
  const t = useTranslations("experiment.page");
  if (names.length === 0) return null;
  return (
    <ul aria-label={t("instances")} className="flex flex-wrap gap-1">
      {names.map((name) => (
        <li
          key={name}
          className="rounded-sm border border-line bg-sunken px-1.5 font-mono text-xs leading-5 text-muted"
        >
          {name}
        </li>
      ))}
    </ul>
  );
}
