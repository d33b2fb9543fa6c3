import { formatPercent, MISSING, plural } from '../../format/format';
import { Panel } from '../../ui/panel';
import type { Sweep } from './prepare-sweep';

/** How much the result goes with each dimension, and how that was counted. */
export function ImportancePanel({ importance }: { readonly importance: Sweep['importance'] }) {
  const sorted = [...importance.parameters].sort((a, b) => (b.share ?? -1) - (a.share ?? -1));
  const isKnown = sorted.some(({ share }) => share !== null);
  return (
    <Panel title="Parameter importance" hint={`from ${plural(importance.trialCount, 'complete trial')}`}>
      {isKnown ? (
        <table className="w-full text-left">
          <caption className="sr-only">Share of the variance of the result that goes with each parameter alone</caption>
          <tbody>
            {sorted.map(({ name, share, direction }) => (
              <tr key={name}>
                <th scope="row" className="w-32 py-1 pr-3 font-normal">
                  {name}
                </th>
                <td className="min-w-16 py-1">
                  <span aria-hidden className="block h-2 rounded-full bg-hover">
                    <span
                      className="block h-full rounded-full bg-accent"
                      style={{ width: `${Math.round((share ?? 0) * 100)}%` }}
                    />
                  </span>
                </td>
                <td className="numeric w-16 py-1 pl-3 text-right">
                  {share === null ? MISSING : formatPercent(share, 0)}
                </td>
                <td className="w-28 py-1 pl-3 text-sm text-ink-faint max-sm:w-20">
                  {share !== null &&
                    share >= 0.05 &&
                    direction !== null &&
                    (direction > 0 ? 'more is better' : 'less is better')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="text-ink-faint">At least 8 complete trials with different results are needed.</p>
      )}
      <p className="mt-3 text-sm text-ink-faint">{importance.method}</p>
    </Panel>
  );
}
