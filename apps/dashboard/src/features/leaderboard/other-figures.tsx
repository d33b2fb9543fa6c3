'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { PublishedFigureRowFragment, ScoreMetric, Task } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { FigureDialog } from './figure-dialog';
import { PublishedTable } from './published-table';

/** Published figures under protocols that no shown board has, and the way to enter another. */
export function OtherFigures({
  slug,
  metric,
  task,
  datasetId,
  shownProtocols,
  figures,
  onChanged,
}: {
  readonly slug: string;
  readonly metric: ScoreMetric;
  readonly task: Task;
  readonly datasetId: string;
  readonly shownProtocols: readonly string[];
  readonly figures: readonly PublishedFigureRowFragment[];
  readonly onChanged: () => void;
}) {
  const [isAdding, setIsAdding] = useState(false);
  const others = figures.filter((figure) => figure.task === task && !shownProtocols.includes(figure.protocolName));
  const protocolName = shownProtocols[0] ?? 'not-stated';
  return (
    <Panel
      className="print:hidden"
      title="Results of others"
      hint="Papers and repositories on the same data; they stand beside the board of their protocol."
      actions={
        <Button size="sm" onClick={() => setIsAdding(true)}>
          <Plus aria-hidden /> Add a published figure
        </Button>
      }
      bodyClassName={others.length === 0 ? 'px-4 py-3' : ''}
    >
      {others.length === 0 ? (
        <p className="text-ink-faint">None under other protocols.</p>
      ) : (
        <PublishedTable figures={others} metric={metric} onChanged={onChanged} />
      )}
      {isAdding && (
        <FigureDialog
          place={{ slug, datasetId, task, protocolName }}
          onClose={(isChanged) => {
            setIsAdding(false);
            if (isChanged) onChanged();
          }}
        />
      )}
    </Panel>
  );
}
