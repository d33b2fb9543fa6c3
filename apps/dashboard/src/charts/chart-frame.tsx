'use client';
import { ChartLine, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../ui/button';

/** A chart with its title and its table view. */
export function ChartFrame({
  title,
  actions,
  chart,
  table,
}: {
  readonly title: ReactNode;
  readonly actions?: ReactNode;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="flex min-h-8 items-center gap-2">
        <span className="min-w-0 truncate font-medium">{title}</span>
        <span className="ml-auto flex items-center gap-1">
          {actions}
          <IconButton
            label={view === 'chart' ? 'Show as a table' : 'Show as a chart'}
            onClick={() => setView(view === 'chart' ? 'table' : 'chart')}
          >
            {view === 'chart' ? <Table2 aria-hidden /> : <ChartLine aria-hidden />}
          </IconButton>
        </span>
      </figcaption>
      {view === 'chart' ? chart : table}
    </figure>
  );
}
