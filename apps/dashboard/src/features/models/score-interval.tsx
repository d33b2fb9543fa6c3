import { formatPercent, MISSING } from '../../format/format';

export interface Scored {
  readonly uar: number | null;
  readonly uarLower: number | null;
  readonly uarUpper: number | null;
}

/** A score never without how sure it is. */
export function ScoreInterval({ version: { uar, uarLower, uarUpper } }: { readonly version: Scored }) {
  if (uar === null) return MISSING;
  return (
    <span title="Mean recall of the classes on the test part; 95 % interval over speakers">
      {formatPercent(uar)}
      <span className="block text-sm text-ink-faint">
        {uarLower === null || uarUpper === null
          ? 'no interval'
          : `${formatPercent(uarLower, 0)} to ${formatPercent(uarUpper, 0)}`}
      </span>
    </span>
  );
}
