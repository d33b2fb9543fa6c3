import { ScrollBox } from '../ui/scroll-box';
import { confusionDifference, type DifferenceCell } from './prepare-confusion-difference';

/** A difference this large has the full colour. */
const FULL = 0.4;

/** What changed from one confusion matrix to another, in points of each row; the sign is written, colour only helps. */
export function ConfusionDifferenceMap({
  title,
  labels,
  first,
  second,
}: {
  readonly title: string;
  readonly labels: readonly string[];
  readonly first: readonly (readonly number[])[];
  readonly second: readonly (readonly number[])[];
}) {
  const rows = confusionDifference(labels, first, second);
  return (
    <ScrollBox label={title} className="overflow-x-auto">
      <table className="w-full border-separate border-spacing-0.5 text-center">
        <caption className="sr-only">
          {title}. Rows are the actual class, columns the predicted one, values percentage points of the row.
        </caption>
        <thead>
          <tr>
            <th scope="col" className="text-left text-xs font-normal text-ink-faint">
              actual ↓ predicted →
            </th>
            {labels.map((label) => (
              <th key={label} scope="col" title={label} className="h-7 px-1 text-xs font-medium text-ink-soft">
                {label.slice(0, 3)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={labels[row]}>
              <th scope="row" title={labels[row]} className="pr-2 text-left text-xs font-medium text-ink-soft">
                {labels[row]?.slice(0, 5)}
              </th>
              {cells.map((cell) => (
                <td key={cell.predicted} className="p-0">
                  <Difference cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Difference({ cell }: { readonly cell: DifferenceCell }) {
  const { difference, isGain, isCorrect, actual, predicted } = cell;
  const points = difference === null ? null : Math.round(difference * 100);
  const strength = Math.min(1, Math.abs(difference ?? 0) / FULL) * 42;
  const tone = isGain === null || points === 0 ? null : isGain ? 'var(--good)' : 'var(--bad)';
  return (
    <span
      title={`${actual} heard as ${predicted}: ${points === null ? 'not known' : `${signed(points)} points`}`}
      className={`numeric flex h-7 min-w-7 items-center justify-center rounded-sm text-sm ${isCorrect ? 'font-semibold' : ''} ${points ? '' : 'text-ink-faint'}`}
      style={{
        background: tone === null ? 'var(--heat-zero)' : `color-mix(in oklab, ${tone} ${strength}%, var(--heat-zero))`,
      }}
    >
      {points === null ? '—' : signed(points)}
    </span>
  );
}

function signed(points: number): string {
  if (points === 0) return '0';
  return points > 0 ? `+${points}` : `−${-points}`;
}
