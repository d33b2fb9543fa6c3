'use client';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { plural } from '../../format/format';
import { ShellStatusDocument, type WorkerLineFragment } from '../../generated/graphql';
import { classNames } from '../../ui/class-names';
import { ProgressBar } from '../../ui/progress-bar';
import { runLabel } from '../runs/run-facts';
import { useRunEvents } from './run-events';

const REFRESH_INTERVAL_MS = 15_000;

/** Who works, on what, and how many runs wait. */
export function StatusStrip() {
  const state = useApiQuery(ShellStatusDocument, {});
  const { reload } = state;
  // Workers send no events of their own: this small query is asked again at times, and when a run changes hands.
  useEffect(() => {
    const timer = setInterval(reload, REFRESH_INTERVAL_MS);
    return () => clearInterval(timer);
  });
  const running = useRef(new Set<string>());
  useRunEvents(({ id, status }) => {
    // Each point that a running run logs is an event too.
    if (status !== 'RUNNING') running.current.delete(id);
    else if (running.current.has(id)) return;
    else running.current.add(id);
    reload();
  });
  if (state.status !== 'ready') return null;
  const { health } = state.data;
  // One that said good-bye is no news; one that fell silent is.
  const workers = state.data.workers.filter(({ stoppedAt }) => stoppedAt === null);
  return (
    <section
      aria-label="Workers"
      className="flex flex-col gap-1.5 rounded-lg border border-line bg-surface p-2.5 text-sm"
    >
      <p className="flex items-center justify-between font-medium">
        <span>Workers</span>
        <span className="numeric font-normal text-ink-faint">
          {health.queuedRuns > 0 ? `${plural(health.queuedRuns, 'run')} waiting` : 'queue empty'}
        </span>
      </p>
      {workers.length === 0 && (
        <p className="text-ink-faint">
          None. Runs wait until one starts: <code className="font-mono">npm start</code>
        </p>
      )}
      <ul className="flex max-h-40 flex-col gap-1.5 overflow-y-auto">
        {workers.map((worker) => (
          <WorkerLine key={worker.id} worker={worker} />
        ))}
      </ul>
    </section>
  );
}

function WorkerLine({ worker }: { readonly worker: WorkerLineFragment }) {
  const { currentRun: run, isAlive } = worker;
  return (
    <li className="flex flex-col gap-1">
      <p
        className="flex items-center gap-1.5"
        title={`${worker.host}${worker.backend ? ` · ${worker.backend.name} on ${worker.backend.device}` : ''}`}
      >
        <span
          aria-hidden
          className={classNames('size-1.5 shrink-0 rounded-full', isAlive ? 'bg-good' : 'bg-line-strong')}
        />
        <span className="truncate">{worker.name}</span>
        <span className="ml-auto shrink-0 text-ink-faint">{!isAlive ? 'gone' : run ? 'training' : 'idle'}</span>
      </p>
      {isAlive && run && (
        <Link
          href={`/p/${run.project.slug}/runs/${run.id}`}
          className="flex flex-col gap-1 text-ink-faint hover:text-ink"
        >
          <span className="truncate">{runLabel(run)}</span>
          <ProgressBar done={run.epochsDone} total={run.epochCount} label={`Epochs of ${runLabel(run)}`} />
        </Link>
      )}
    </li>
  );
}
