/** The host names of an experiment's instances, as small machines in a row. */
export function InstanceRow({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <ul aria-label="Instances" className="flex flex-wrap gap-1">
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
