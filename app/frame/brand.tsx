/** The product's mark: one server, three clients. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 32 32" className="shrink-0">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M16 10.5v5M16 15.5H8.5v3.2M16 15.5h7.5v3.2M16 15.5v3.2" fill="none" stroke="#fff" strokeWidth="2.2" />
      <g fill="#fff">
        <rect x="12" y="5.5" width="8" height="6" rx="1.6" />
        <circle cx="8.5" cy="22" r="3.3" />
        <circle cx="16" cy="22" r="3.3" />
        <circle cx="23.5" cy="22" r="3.3" />
      </g>
    </svg>
  );
}
