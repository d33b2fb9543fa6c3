'use client';
import { memo, useState } from 'react';
import { ConfusionDifferenceMap, ConfusionHeatMap, type ConfusionMode } from '../../charts';
import { formatPercent } from '../../format/format';
import type { ConfusionFigureFragment } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import type { CompareParams, SetCompareParams } from './compare-params';
import type { Subject } from './subject';
import { SubjectHead } from './subject-head';

const HINTS = {
  'by-row': 'per cent of each actual class',
  'by-column': 'per cent of what was called so',
  counts: 'clips',
} as const;

/** Beyond so many matrices nobody compares by eye. */
const MOST = 12;

/** What each took for what, on one scale of colour, or how far that is from the reference. */
export const ConfusionPanel = memo(function ConfusionPanel({
  subjects,
  reference,
  view,
  setParams,
}: {
  readonly subjects: readonly Subject[];
  readonly reference: number;
  readonly view: CompareParams['matrix'];
  readonly setParams: SetCompareParams;
}) {
  const [mode, setMode] = useState<ConfusionMode>('by-row');
  const all = subjects.flatMap((subject) => (subject.matrix ? [{ subject, matrix: subject.matrix }] : []));
  const matrices = all.slice(0, MOST);
  if (matrices.length === 0) return null;
  const base = subjects[reference]?.matrix ?? null;
  const hasDifference = base !== null && matrices.length > 1;
  const isDifference = hasDifference && view === 'difference';
  const countScale = Math.max(...matrices.flatMap(({ matrix }) => matrix.counts.flat()));
  return (
    <Panel
      title="Confusion on the test part"
      hint={isDifference ? `percentage points more or less than ${subjects[reference]?.name}` : HINTS[mode]}
      actions={
        <>
          {hasDifference && (
            <Segmented
              label="Matrices show"
              value={view}
              options={[
                { value: 'values', label: 'Side by side' },
                { value: 'difference', label: 'Difference' },
              ]}
              onChange={(next) => setParams({ matrix: next })}
            />
          )}
          {!isDifference && (
            <Segmented
              label="Cells show"
              value={mode}
              options={[
                { value: 'by-row', label: '% of row' },
                { value: 'by-column', label: '% of column' },
                { value: 'counts', label: 'Counts' },
              ]}
              onChange={setMode}
            />
          )}
        </>
      }
    >
      <div className="grid gap-6 md:grid-cols-2 2xl:grid-cols-3">
        {matrices.map(({ subject, matrix }, index) => (
          <figure key={subject.id} className="min-w-0">
            <figcaption className="mb-1.5 flex items-center gap-3">
              <SubjectHead subject={subject} />
              <span className="numeric ml-auto text-sm whitespace-nowrap text-ink-faint">
                UAR {formatPercent(matrix.uar)}
              </span>
            </figcaption>
            {isDifference && base !== null && subject.id !== subjects[reference]?.id ? (
              <DifferenceFromBase base={base} matrix={matrix} name={subject.name} />
            ) : (
              <ConfusionHeatMap
                title={`Confusion of ${subject.name}${index === reference && isDifference ? ', the reference' : ''}`}
                labels={matrix.labels}
                counts={matrix.counts}
                mode={isDifference ? 'by-row' : mode}
                countScale={countScale}
                isCompact
              />
            )}
          </figure>
        ))}
      </div>
      {all.length > MOST && (
        <p className="pt-3 text-sm text-ink-faint">
          The first {MOST} of {all.length} matrices.
        </p>
      )}
    </Panel>
  );
});

function DifferenceFromBase({
  base,
  matrix,
  name,
}: {
  readonly base: ConfusionFigureFragment;
  readonly matrix: ConfusionFigureFragment;
  readonly name: string;
}) {
  if (base.labels.join('\n') !== matrix.labels.join('\n')) {
    return <p className="text-ink-faint">It tells other classes apart than the reference.</p>;
  }
  return (
    <ConfusionDifferenceMap
      title={`Confusion of ${name}, difference to the reference`}
      labels={matrix.labels}
      first={base.counts}
      second={matrix.counts}
    />
  );
}
