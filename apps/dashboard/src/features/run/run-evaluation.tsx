'use client';
import { useApiQuery } from '../../api/use-api-query';
import { type RunOverviewFragment, RunSlicesDocument } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { RunScores } from '../audit';
import { PredictionList } from './prediction-list';
import { RunConfusion } from './run-confusion';
import { SlicePanel, SpeakerPanel } from './slice-panel';

/** What the model does well and badly: classes, speakers, groups, and the clips that were hardest for it. */
export function RunEvaluation({ run }: { readonly run: RunOverviewFragment }) {
  const slices = useApiQuery(RunSlicesDocument, { id: run.id, split: 'TEST' }).data?.run?.slices ?? [];
  const labels = run.confusionMatrices.find(({ split }) => split === 'TEST')?.labels ?? [];
  const hasPredictions = slices.length > 0;
  return (
    <div className="flex flex-col gap-4">
      <RunConfusion run={run} />
      {hasPredictions && (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <SpeakerPanel slices={slices} />
          <SlicePanel slices={slices} />
        </div>
      )}
      {hasPredictions && (
        <Panel title="Hardest clips" hint="test; those first to whose class the model gave least" bodyClassName="">
          <PredictionList
            runId={run.id}
            labels={labels}
            filter={{ split: 'TEST', wrongOnly: true }}
            order="HARDEST"
            pageSize={10}
          />
        </Panel>
      )}
      <RunScores runId={run.id} />
    </div>
  );
}
