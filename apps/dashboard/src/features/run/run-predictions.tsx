'use client';
import { FilterX, ListChecks, SearchX } from 'lucide-react';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { ClipPlayer } from '../../audio/clip-player';
import { sentenceCase } from '../../format/format';
import { type PredictionRowFragment, type RunOverviewFragment, RunPredictionsDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/field';
import { Pager } from '../../ui/pager';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { TableSkeleton } from '../../ui/skeleton';
import { usePredictionFilter } from './prediction-params';
import { PredictionsTable } from './predictions-table';

const PAGE_SIZE = 25;

/** What the model said of each clip; to be filtered and listened to. */
export function RunPredictions({ run }: { readonly run: RunOverviewFragment }) {
  const { params, setParams, filter } = usePredictionFilter();
  const labels = run.confusionMatrices[0]?.labels ?? [];
  const splits = run.confusionMatrices.flatMap(({ split }) => (split ? [split] : []));
  const isFiltered = Boolean(params.actual || params.predicted || params.speaker || params.wrong);
  return (
    <Panel
      title="Predictions"
      bodyClassName=""
      actions={
        <>
          {splits.length > 1 && (
            <Segmented
              label="Part of the data"
              value={params.split}
              options={splits.map((value) => ({ value, label: sentenceCase(value) }))}
              onChange={(split) => setParams({ split })}
            />
          )}
          <Segmented
            label="Which predictions"
            value={params.wrong ? 'wrong' : 'all'}
            options={[
              { value: 'all', label: 'All' },
              { value: 'wrong', label: 'Wrong only' },
            ]}
            onChange={(which) => setParams({ wrong: which === 'wrong' || null })}
          />
          <LabelSelect
            name="actual"
            labels={labels}
            value={params.actual}
            onChange={(actual) => setParams({ actual })}
          />
          <LabelSelect
            name="predicted"
            labels={labels}
            value={params.predicted}
            onChange={(predicted) => setParams({ predicted })}
          />
          {isFiltered && (
            <Button
              variant="ghost"
              onClick={() => setParams({ actual: null, predicted: null, speaker: null, wrong: null })}
            >
              <FilterX aria-hidden /> Clear
            </Button>
          )}
        </>
      }
    >
      <PredictionPages key={JSON.stringify(filter)} runId={run.id} labels={labels} isFiltered={isFiltered} />
    </Panel>
  );
}

function LabelSelect({
  name,
  labels,
  value,
  onChange,
}: {
  readonly name: string;
  readonly labels: readonly string[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  if (labels.length === 0) return null;
  return (
    <Select
      aria-label={`${sentenceCase(name)} class`}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
      className="w-36"
    >
      <option value="">Any {name}</option>
      {labels.map((label) => (
        <option key={label} value={label}>
          {name} {label}
        </option>
      ))}
    </Select>
  );
}

function PredictionPages({
  runId,
  labels,
  isFiltered,
}: {
  readonly runId: string;
  readonly labels: readonly string[];
  readonly isFiltered: boolean;
}) {
  const { filter } = usePredictionFilter();
  // Cursors of the pages that were left behind, so that one can go back.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [playing, setPlaying] = useState<PredictionRowFragment | null>(null);
  const variables = { id: runId, first: PAGE_SIZE, after: cursors.at(-1) ?? null, filter };
  const state = useApiQuery(RunPredictionsDocument, variables);
  return (
    <QueryBoundary state={state} loading={<TableSkeleton rows={8} />}>
      {({ run }) => {
        if (!run || run.predictions.nodes.length === 0) {
          return isFiltered ? (
            <EmptyState icon={SearchX} title="No prediction matches" />
          ) : (
            <EmptyState icon={ListChecks} title="No predictions yet">
              They are stored when a run finishes and its test part is measured.
            </EmptyState>
          );
        }
        const { nodes, pageInfo, totalCount } = run.predictions;
        return (
          <>
            <PredictionsTable rows={nodes} labels={labels} playing={playing} onPlay={setPlaying} />
            <Pager
              cursors={cursors}
              pageSize={PAGE_SIZE}
              shownCount={nodes.length}
              totalCount={totalCount}
              nextCursor={pageInfo.hasNextPage ? pageInfo.endCursor : null}
              onChange={setCursors}
            />
            {playing?.clip && (
              <ClipPlayer
                clip={playing.clip}
                caption={`${playing.actual}, heard as ${playing.predicted} · speaker ${playing.clip.speaker}`}
                onClose={() => setPlaying(null)}
              />
            )}
          </>
        );
      }}
    </QueryBoundary>
  );
}
