'use client';
import { X } from 'lucide-react';
import Link from 'next/link';
import { slotColor } from '../../charts';
import { formatPercent, plural } from '../../format/format';
import { IconButton } from '../../ui/button';
import { headlineMetric, ProtocolBadge, RunStatusMark } from '../runs';
import type { Column } from './compare-page';
import { useCompareParams } from './compare-params';

/** Who is compared; each can be taken out. */
export function ComparedRuns({
  slug,
  columns,
  missing,
}: {
  readonly slug: string;
  readonly columns: readonly Column[];
  readonly missing: number;
}) {
  const { params, setParams } = useCompareParams();
  return (
    <ul aria-label="Compared runs" className="flex flex-wrap gap-2">
      {columns.map(({ run, label, color }) => (
        <li
          key={run.id}
          className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-surface py-1 pr-1 pl-2.5 shadow-panel"
        >
          <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: slotColor(color) }} />
          <RunStatusMark status={run.status} isStalled={run.isStalled} />
          <Link href={`/p/${slug}/runs/${run.id}`} className="min-w-0 truncate font-medium hover:underline">
            {label}
          </Link>
          <ProtocolBadge protocol={run.experiment.protocol} />
          <span className="numeric text-sm text-ink-faint">{formatPercent(headlineMetric(run, 'uar', 'TEST'))}</span>
          <IconButton
            label={`Take out ${label}`}
            className="size-6"
            onClick={() => setParams({ ids: params.ids.filter((id) => id !== run.id) })}
          >
            <X />
          </IconButton>
        </li>
      ))}
      {missing > 0 && (
        <li className="flex items-center px-2 text-ink-faint">
          {plural(missing, 'run')} of this link no longer exists.
        </li>
      )}
    </ul>
  );
}
