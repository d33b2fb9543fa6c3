import { IntervalPlot } from '../../charts';
import { formatCount, formatPercent, MISSING } from '../../format/format';
import type { PooledScoreFragment, RunRowFragment } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { foldLabel, headlineMetric } from '../runs';

const MAX_ROWS = 30;

/** The score with what it rests on: its interval, and how far its runs lie apart. */
export function PooledScorePanel({
  score,
  runs,
}: {
  readonly score: PooledScoreFragment;
  readonly runs: readonly RunRowFragment[];
}) {
  const tiles = [
    { name: 'UAR', value: formatPercent(score.uar), note: intervalText(score) },
    { name: 'Accuracy', value: formatPercent(score.accuracy), note: 'share of clips' },
    { name: 'Macro-F1', value: formatPercent(score.macroF1), note: 'mean F1 of the classes' },
    { name: 'Spread of runs', value: spreadText(score), note: 'deviation of UAR between runs' },
    {
      name: 'Rests on',
      value: `${formatCount(score.runsPooled)} of ${formatCount(score.runsPlanned)} runs`,
      note: `${formatCount(score.clipCount)} test clips`,
    },
  ];
  const measured = runs
    .map((run) => ({
      name: foldLabel(run) ?? run.name,
      value: headlineMetric(run, 'uar', 'TEST'),
      low: null,
      high: null,
    }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const chance = score.confusion.labels.length > 0 ? 1 / score.confusion.labels.length : null;
  return (
    <>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line shadow-panel sm:grid-cols-3 xl:grid-cols-5">
        {tiles.map(({ name, value, note }, index) => (
          <div key={name} className={`flex flex-col bg-surface px-4 py-3 ${index === 0 ? 'max-sm:col-span-2' : ''}`}>
            <dt className="text-sm text-ink-faint">{name}</dt>
            <dd className="numeric text-xl font-semibold tracking-tight">{value}</dd>
            <dd className="numeric text-sm text-ink-faint">{note}</dd>
          </div>
        ))}
      </dl>
      <Panel
        title="UAR by run"
        hint={`Dashed: chance, ${formatPercent(chance)}. The first bar: 95 % interval over speakers.`}
      >
        <IntervalPlot
          title="UAR of all runs together and of each run"
          rows={[
            { name: 'All runs', value: score.uar, low: score.uarLow, high: score.uarHigh, points: [] },
            ...measured.slice(0, MAX_ROWS),
          ]}
          references={[{ name: 'chance', value: chance }]}
        />
        {measured.length > MAX_ROWS && (
          <p className="mt-1 text-sm text-ink-faint">
            {MAX_ROWS} of {measured.length} runs are drawn; all are in the table below.
          </p>
        )}
      </Panel>
    </>
  );
}

function intervalText({ uarLow, uarHigh }: PooledScoreFragment): string {
  return uarLow === null || uarHigh === null
    ? 'no interval yet'
    : `95 % interval ${formatPercent(uarLow)} to ${formatPercent(uarHigh)}`;
}

function spreadText({ uarSd }: PooledScoreFragment): string {
  return uarSd === null ? MISSING : `± ${(uarSd * 100).toFixed(1)}`;
}
