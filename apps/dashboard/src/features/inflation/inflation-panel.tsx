'use client';
import { Gauge } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { useMutationResult } from '../../api/use-mutation-result';
import { type Axis, fitIntervals, IntervalAxis, IntervalMark } from '../../charts';
import { formatDuration, formatPercent } from '../../format/format';
import { InflationMeterDocument, LaunchInflationMeterDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';
import { useRunEvents } from '../shell';
import { type Bar, missingSeconds, pointsAbove, statusText } from './prepare-inflation';

const GRID =
  'grid grid-cols-[minmax(0,1fr)_5.5rem] items-center gap-x-4 sm:grid-cols-[minmax(9rem,15rem)_minmax(0,1fr)_6rem]';

/** One configuration under four protocols: how much of its score was the split. */
export function InflationPanel({ slug, experimentId }: { readonly slug: string; readonly experimentId: string }) {
  const state = useApiQuery(InflationMeterDocument, { id: experimentId });
  const [launch, isLaunching] = useMutationResult(LaunchInflationMeterDocument, 'launchInflationMeter');
  const [message, setMessage] = useState<string | null>(null);
  const { reload } = state;
  useRunEvents((run) => {
    if (run.status === 'FINISHED' || run.status === 'QUEUED') reload();
  });
  const meter = state.status === 'ready' ? state.data.experiment?.inflationMeter : null;
  if (!meter) return null;
  const seconds = missingSeconds(meter.bars);
  const basis = meter.bars.flatMap(({ estimate }) => estimate?.basis ?? []).join('; ');
  const run = async () => {
    const outcome = await launch({ experimentId });
    const refused = outcome.ok
      ? outcome.value.parts
          .filter(({ outcome: what }) => what === 'REFUSED')
          .map((part) => `${part.key}: ${part.message}`)
      : [outcome.failure.message];
    setMessage(refused.length === 0 ? null : refused.join(' '));
    if (outcome.ok) notify('success', 'What was missing is in the queue');
    reload();
  };
  return (
    <Panel
      title="Inflation meter"
      hint="The same configuration under other splits: how much of a score is the split."
      actions={
        meter.canLaunch && (
          <>
            {seconds !== null && (
              <span className="text-sm text-ink-faint" title={basis}>
                about {formatDuration(seconds)} of training
              </span>
            )}
            <Button size="sm" onClick={run} disabled={isLaunching}>
              <Gauge aria-hidden /> {isLaunching ? 'Launching…' : 'Run what is missing'}
            </Button>
          </>
        )
      }
    >
      <Bars slug={slug} bars={meter.bars} />
      <div className="mt-3 flex max-w-4xl flex-col gap-1">
        {meter.statement.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {message && (
        <Notice tone="warn" className="mt-3">
          {message}
        </Notice>
      )}
    </Panel>
  );
}

function Bars({ slug, bars }: { readonly slug: string; readonly bars: readonly Bar[] }) {
  const axis = fitIntervals(bars);
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="sr-only">UAR of one configuration under four protocols, with 95 % intervals</figcaption>
      {bars.map((bar) => (
        <MeterRow key={bar.protocol} slug={slug} bar={bar} bars={bars} axis={axis} />
      ))}
      <div className={GRID}>
        <IntervalAxis axis={axis} className="col-start-1 sm:col-start-2" />
      </div>
    </figure>
  );
}

function MeterRow({
  slug,
  bar,
  bars,
  axis,
}: {
  readonly slug: string;
  readonly bar: Bar;
  readonly bars: readonly Bar[];
  readonly axis: Axis;
}) {
  const points = pointsAbove(bar, bars);
  const status = statusText(bar);
  const isHonest = bar.protocol === 'by-speaker';
  return (
    <div className={GRID}>
      <span className="col-span-2 min-w-0 sm:col-span-1">
        {bar.experiment ? (
          <Link href={`/p/${slug}/experiments/${bar.experiment.id}`} className="font-medium hover:underline">
            {bar.protocol}
          </Link>
        ) : (
          <span className="font-medium">{bar.protocol}</span>
        )}
        <span className="block text-sm text-ink-faint">{bar.meaning}</span>
      </span>
      {bar.value === null ? (
        <span className="text-sm text-ink-faint">{status}</span>
      ) : (
        <span className="min-w-0">
          <IntervalMark interval={bar} axis={axis} tone={isHonest ? 'accent' : 'faint'} />
          {status && <span className="block text-sm text-warn">{status}</span>}
        </span>
      )}
      <span className="numeric text-right">
        <span className={isHonest ? 'block font-semibold' : 'block'}>{formatPercent(bar.value)}</span>
        {points !== null && (
          <span className="block text-sm text-ink-faint">
            {points >= 0 ? '+' : '−'}
            {Math.abs(points).toFixed(1)} points
          </span>
        )}
      </span>
      {bar.reason !== null && bar.status !== 'IMPOSSIBLE' && (
        <span className="col-span-full text-sm text-ink-faint">{bar.reason}</span>
      )}
    </div>
  );
}
