import Link from 'next/link';
import { runColor } from '../../charts/palette';
import { elapsedSeconds, formatDuration, formatMetric, formatPercent } from '../../format/format';
import type { RunRowFragment } from '../../generated/graphql';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { foldLabel, headlineMetric, RunStatusLabel } from '../runs';

type ExperimentRun = RunRowFragment & { readonly queuePosition: number | null; readonly stopReason: string | null };

export function ExperimentRuns({ slug, runs }: { readonly slug: string; readonly runs: readonly ExperimentRun[] }) {
  const ordered = [...runs].sort((a, b) => (a.seed ?? 0) - (b.seed ?? 0) || (a.foldIndex ?? 0) - (b.foldIndex ?? 0));
  return (
    <Panel title="Runs" bodyClassName="">
      <DataTable
        caption="Runs of this experiment"
        head={
          <>
            <HeadCell>Run</HeadCell>
            <HeadCell>Status</HeadCell>
            <HeadCell align="right">Test UAR</HeadCell>
            <HeadCell align="right">Test accuracy</HeadCell>
            <HeadCell align="right">Validation loss</HeadCell>
            <HeadCell align="right">Epochs</HeadCell>
            <HeadCell align="right">Duration</HeadCell>
          </>
        }
      >
        {ordered.map((run) => (
          <tr key={run.id} className="hover:bg-subtle">
            <Cell>
              <span className="flex items-center gap-2">
                <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: runColor(run.id) }} />
                <Link href={`/p/${slug}/runs/${run.id}`} className="font-medium whitespace-nowrap hover:underline">
                  {foldLabel(run) ?? run.name}
                </Link>
              </span>
            </Cell>
            <Cell>
              <RunStatusLabel status={run.status} isStalled={run.isStalled} />
              {run.queuePosition !== null && (
                <Link href={`/p/${slug}/workers`} className="ml-2 text-sm text-ink-faint hover:underline">
                  place {run.queuePosition}
                </Link>
              )}
              {run.stopReason && <p className="max-w-72 text-sm text-ink-faint">{run.stopReason}</p>}
            </Cell>
            <Cell align="right">{formatPercent(headlineMetric(run, 'uar', 'TEST'))}</Cell>
            <Cell align="right">{formatPercent(headlineMetric(run, 'accuracy', 'TEST'))}</Cell>
            <Cell align="right">{formatMetric(headlineMetric(run, 'loss', 'VALIDATION'))}</Cell>
            <Cell align="right">
              {run.epochsDone}
              {run.epochCount !== null && <span className="text-ink-faint">/{run.epochCount}</span>}
            </Cell>
            <Cell align="right">{formatDuration(elapsedSeconds(run.startedAt, run.finishedAt, Number.NaN))}</Cell>
          </tr>
        ))}
      </DataTable>
    </Panel>
  );
}
