import { formatCount, formatPercent } from '../format/format';
import { slotColor } from './palette';
import { type CompositionCount, prepareComposition, type Trait } from './prepare-composition';

/** Colours that tell two or three groups apart for every kind of colour vision. */
const SLOTS = [0, 1, 6, 3, 2, 4, 5, 7] as const;

/** Bars of one trait stacked by another, as a table that every reader can use. */
export function CompositionChart({
  title,
  cells,
  barOf = 'emotion',
  stackOf = 'gender',
  selected = null,
  onSelect,
}: {
  readonly title: string;
  readonly cells: readonly CompositionCount[];
  readonly barOf?: Trait;
  readonly stackOf?: Trait;
  readonly selected?: string | null;
  /** Called with the bar's label, for instance to filter by it. */
  readonly onSelect?: (label: string) => void;
}) {
  const { bars, stacks, max, total } = prepareComposition(cells, barOf, stackOf);
  if (bars.length === 0) return <p className="py-6 text-center text-ink-faint">No clips.</p>;
  return (
    <div className="flex flex-col gap-2">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{title}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{barOf}</th>
            <th scope="col">by {stackOf}</th>
            <th scope="col">clips</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.label} className={selected !== null && selected !== bar.label ? 'opacity-45' : undefined}>
              <th scope="row" className="w-px py-0.5 pr-3 text-left font-normal whitespace-nowrap text-ink-soft">
                {onSelect ? (
                  <button
                    type="button"
                    aria-pressed={selected === bar.label}
                    onClick={() => onSelect(bar.label)}
                    className="hover:text-ink hover:underline"
                  >
                    {bar.label}
                  </button>
                ) : (
                  bar.label
                )}
              </th>
              <td className="py-0.5">
                <span className="flex h-4 gap-px" style={{ width: `${(bar.total / max) * 100}%` }}>
                  {bar.segments.map(({ stack, index, count }) => (
                    <span
                      key={stack}
                      title={`${bar.label}, ${stack}: ${formatCount(count)} (${formatPercent(count / bar.total)})`}
                      className="min-w-px first:rounded-l-sm last:rounded-r-sm"
                      style={{ flex: `${count} 0 0`, background: stackColor(index) }}
                    >
                      <span className="sr-only">{`${stack} ${count} `}</span>
                    </span>
                  ))}
                </span>
              </td>
              <td className="numeric w-px py-0.5 pl-3 text-right whitespace-nowrap">
                {formatCount(bar.total)} <span className="text-ink-faint">{formatPercent(bar.total / total, 0)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {stacks.length > 1 && (
        <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
          {stacks.map((stack, index) => (
            <li key={stack} className="flex items-center gap-1.5">
              <span className="size-2.5 rounded-[2px]" style={{ background: stackColor(index) }} />
              {stack}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function stackColor(index: number): string {
  return slotColor(SLOTS[index % SLOTS.length] ?? 0);
}
