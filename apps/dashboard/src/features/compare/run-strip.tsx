import { ArrowLeftToLine, X } from 'lucide-react';
import Link from 'next/link';
import { slotColor } from '../../charts';
import { Badge } from '../../ui/badge';
import { IconButton } from '../../ui/button';
import { foldLabel, ProtocolBadge, RunStatusMark } from '../runs';
import type { ComparedRun } from './prepare-compare';

/** The runs that are compared: the first is what the others are measured against. */
export function RunStrip({
  slug,
  runs,
  colors,
  onChange,
}: {
  readonly slug: string;
  readonly runs: readonly ComparedRun[];
  readonly colors: ReadonlyMap<string, number>;
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const ids = runs.map(({ id }) => id);
  return (
    <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-4" aria-label="Runs">
      {runs.map((run, index) => (
        <li
          key={run.id}
          className="flex min-w-0 items-start gap-2 rounded-lg border border-line bg-surface py-2 pr-1.5 pl-3 shadow-panel"
          style={{ borderLeft: `3px solid ${slotColor(colors.get(run.id) ?? 0)}` }}
        >
          <div className="min-w-0 flex-1">
            <span className="flex min-w-0 items-center gap-1.5">
              <RunStatusMark status={run.status} isStalled={run.isStalled} />
              <Link
                href={`/p/${slug}/runs/${run.id}`}
                className="truncate font-medium hover:text-accent hover:underline"
                title={run.name}
              >
                {run.name}
              </Link>
            </span>
            <span className="mt-1 flex flex-wrap items-center gap-1.5 text-sm text-ink-faint">
              {index === 0 && <Badge tone="accent">reference</Badge>}
              {run.experiment.protocol && <ProtocolBadge protocol={run.experiment.protocol} />}
              <span className="truncate">{run.name === foldLabel(run) ? run.experiment.name : foldLabel(run)}</span>
            </span>
          </div>
          {index > 0 && (
            <IconButton
              label={`Measure the others against ${run.name}`}
              onClick={() => onChange([run.id, ...ids.filter((id) => id !== run.id)])}
            >
              <ArrowLeftToLine />
            </IconButton>
          )}
          <IconButton label={`Remove ${run.name}`} onClick={() => onChange(ids.filter((id) => id !== run.id))}>
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
