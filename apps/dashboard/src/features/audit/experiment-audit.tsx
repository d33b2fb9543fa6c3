'use client';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { ConfusionHeatMap } from '../../charts';
import { plural } from '../../format/format';
import { ExperimentAuditDocument } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { CertificatePanel } from './certificate-panel';
import { ScorePanel } from './score-panel';
import { SplitPanel } from './split-panel';

/** What lets an experiment's score be believed: its audit, every score, and who was tested. */
export function ExperimentAudit({ experimentId }: { readonly experimentId: string }) {
  const state = useApiQuery(ExperimentAuditDocument, { id: experimentId });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-64" />}>
      {({ experiment }) => {
        if (experiment === null) return null;
        const { certificate, test, validation, splits } = experiment;
        return (
          <>
            {test && (
              <div className="grid items-start gap-4 xl:grid-cols-2">
                <ScorePanel sheets={validation ? [test, validation] : [test]} />
                {validation && (
                  <Panel
                    title="Confusion matrix, all validation clips"
                    hint={`${plural(validation.runCount, 'run')} pooled`}
                  >
                    <ConfusionHeatMap
                      title="Validation confusion of all runs"
                      labels={validation.confusion.labels}
                      counts={validation.confusion.counts}
                    />
                  </Panel>
                )}
              </div>
            )}
            {certificate && <CertificatePanel certificate={certificate} command={null} />}
            {splits.map((split) => (
              <SplitPanel key={split.id} split={split} />
            ))}
          </>
        );
      }}
    </QueryBoundary>
  );
}
