export function Logo({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="fill-on-accent">
        <rect x="6" y="13" width="3" height="6" rx="1.5" />
        <rect x="11.3" y="8" width="3" height="16" rx="1.5" />
        <rect x="16.6" y="11" width="3" height="10" rx="1.5" />
        <rect x="22" y="5.5" width="3" height="21" rx="1.5" />
      </g>
    </svg>
  );
}
