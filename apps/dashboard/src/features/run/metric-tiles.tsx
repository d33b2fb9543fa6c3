import type { RunOverviewFragment } from '../../generated/graphql';
import { prepareTiles } from './prepare-tiles';

export function MetricTiles({ run }: { readonly run: RunOverviewFragment }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line shadow-panel sm:grid-cols-3 xl:grid-cols-5">
      {prepareTiles(run.metrics, run.status).map(({ name, value, note }, index) => (
        <div key={name} className={`flex flex-col bg-surface px-4 py-3 ${index === 0 ? 'max-sm:col-span-2' : ''}`}>
          <dt className="text-sm text-ink-faint">{name}</dt>
          <dd className="numeric text-xl font-semibold tracking-tight">{value}</dd>
          <dd className="text-sm text-ink-faint">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
