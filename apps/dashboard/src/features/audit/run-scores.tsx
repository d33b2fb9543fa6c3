'use client';
import { Hourglass } from 'lucide-react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { RunScoresDocument } from '../../generated/graphql';
import { EmptyState } from '../../ui/empty-state';
import { PanelSkeleton } from '../../ui/skeleton';
import { ClassScorePanel, ScorePanel } from './score-panel';

/** All scores of a run. */
export function RunScores({ runId }: { readonly runId: string }) {
  const state = useApiQuery(RunScoresDocument, { id: runId });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ run }) => {
        const sheets = [run?.test, run?.validation].flatMap((sheet) => sheet ?? []);
        const [first] = sheets;
        if (first === undefined) {
          return (
            <EmptyState icon={Hourglass} title="Nothing has been evaluated yet">
              Scores come with the end of the training, when validation and test are measured.
            </EmptyState>
          );
        }
        return (
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <ScorePanel sheets={sheets} />
            <ClassScorePanel sheet={first} />
          </div>
        );
      }}
    </QueryBoundary>
  );
}
