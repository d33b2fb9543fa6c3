import { classNames } from './class-names';

/** How much is done. `total` null: it goes on, nobody knows how long. */
export function ProgressBar({
  done,
  total,
  label,
  className,
}: {
  readonly done: number;
  readonly total: number | null;
  readonly label: string;
  readonly className?: string;
}) {
  const share = total !== null && total > 0 ? Math.min(1, done / total) : null;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      {...(share === null ? {} : { 'aria-valuemax': total ?? undefined, 'aria-valuenow': done })}
      className={classNames('h-1 w-full overflow-hidden rounded-full bg-hover', className)}
    >
      <div
        className={classNames(
          'h-full rounded-full bg-accent transition-[width] duration-500',
          share === null && 'shimmer w-full',
        )}
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  );
}
