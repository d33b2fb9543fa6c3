import { CirclePower, Pause, Play } from 'lucide-react';
import Link from 'next/link';
import { useMutationResult } from '../../api/use-mutation-result';
import { elapsedSeconds, formatAgo, formatBytes, formatDuration, plural } from '../../format/format';
import { SetWorkerStateDocument, type WorkerCardFragment, type WorkerState } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { PropertyList } from '../../ui/property-list';
import { RunStatusMark } from '../runs';

/** One worker: what it is, what it does, what it did, and what it is told. */
export function WorkerPanel({
  slug,
  worker,
  nowMs,
}: {
  readonly slug: string;
  readonly worker: WorkerCardFragment;
  readonly nowMs: number;
}) {
  const { backend, facts, currentRun, history } = worker;
  const price = worker.pricePerHour === null ? null : `${worker.pricePerHour} ${worker.priceCurrency} an hour`;
  return (
    <Panel title={worker.name} hint={worker.host} actions={<StateBadge worker={worker} />}>
      <div className="flex flex-col gap-3">
        <div>
          {currentRun ? (
            <>
              <p className="flex items-baseline justify-between gap-3">
                <Link
                  href={`/p/${slug}/runs/${currentRun.id}`}
                  className="min-w-0 truncate font-medium hover:underline"
                >
                  {currentRun.name}
                </Link>
                <span className="numeric shrink-0 text-sm text-ink-faint">
                  epoch {currentRun.epochsDone}
                  {currentRun.epochCount !== null && ` of ${currentRun.epochCount}`},{' '}
                  {formatDuration(elapsedSeconds(currentRun.startedAt, null, nowMs))}
                </span>
              </p>
              <ProgressBar
                label={`Epochs of ${currentRun.name}`}
                done={currentRun.epochsDone}
                total={currentRun.epochCount}
              />
            </>
          ) : (
            <p className="text-ink-faint">{worker.isAlive ? 'Waits for a run.' : 'Does nothing that is known.'}</p>
          )}
        </div>
        <PropertyList
          items={[
            {
              name: 'Trains with',
              value: backend
                ? `${backend.name} on ${backend.device}, ${plural(backend.threads, 'thread')}`
                : 'not known yet',
            },
            ...(facts
              ? [
                  { name: 'Processor', value: `${facts.processor}, ${plural(facts.coreCount, 'core')}` },
                  { name: 'Memory', value: formatBytes(facts.memoryBytes) },
                  {
                    name: 'Versions',
                    value: `Voxboard ${facts.version}, Node ${facts.nodeVersion.replace('v', '')}, ${facts.system}`,
                  },
                ]
              : []),
            { name: 'Kind', value: price ? `${worker.kind}, ${price}` : worker.kind },
            { name: 'Last heard of', value: formatAgo(worker.heartbeatAt, nowMs) },
          ]}
        />
        {history.length > 0 && (
          <div>
            <h3 className="text-sm font-medium text-ink-soft">Trained lately</h3>
            <ul className="mt-1 flex flex-col gap-1 text-sm">
              {history.map((run) => (
                <li key={run.id} className="flex items-center gap-2">
                  <RunStatusMark status={run.status} />
                  <Link href={`/p/${slug}/runs/${run.id}`} className="min-w-0 truncate hover:underline">
                    {run.name}
                  </Link>
                  <span className="numeric ml-auto shrink-0 text-ink-faint">
                    {formatDuration(elapsedSeconds(run.startedAt, run.finishedAt, nowMs))}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {worker.isAlive && <StateButtons worker={worker} />}
      </div>
    </Panel>
  );
}

function StateBadge({ worker }: { readonly worker: WorkerCardFragment }) {
  if (worker.stoppedAt !== null) return <Badge>stopped</Badge>;
  if (!worker.isAlive) return <Badge tone="bad">silent</Badge>;
  if (worker.state === 'PAUSED') return <Badge tone="warn">paused</Badge>;
  if (worker.state === 'DRAINING') return <Badge tone="warn">ending</Badge>;
  return <Badge tone="good">{worker.currentRun ? 'training' : 'ready'}</Badge>;
}

function StateButtons({ worker }: { readonly worker: WorkerCardFragment }) {
  const [setState, isSetting] = useMutationResult(SetWorkerStateDocument, 'setWorkerState');
  const want = (state: WorkerState, done: string) => async () => {
    const outcome = await setState({ input: { workerId: worker.id, state } });
    if (outcome.ok) notify('success', done);
    else notify('error', outcome.failure.message);
  };
  return (
    <div className="flex flex-wrap gap-2">
      {worker.state === 'ACTIVE' ? (
        <Button size="sm" disabled={isSetting} onClick={want('PAUSED', `${worker.name} takes no more runs for now.`)}>
          <Pause aria-hidden /> Pause
        </Button>
      ) : (
        <Button size="sm" disabled={isSetting} onClick={want('ACTIVE', `${worker.name} takes runs again.`)}>
          <Play aria-hidden /> Take runs
        </Button>
      )}
      {worker.state !== 'DRAINING' && (
        <Button
          size="sm"
          variant="danger"
          disabled={isSetting}
          onClick={want('DRAINING', `${worker.name} ends what it does and stops.`)}
        >
          <CirclePower aria-hidden /> Drain and stop
        </Button>
      )}
    </div>
  );
}
