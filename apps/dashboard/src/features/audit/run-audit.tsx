'use client';
import { ShieldQuestion } from 'lucide-react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { RunAuditDocument } from '../../generated/graphql';
import { EmptyState } from '../../ui/empty-state';
import { PanelSkeleton } from '../../ui/skeleton';
import { CertificatePanel } from './certificate-panel';

/** A run's certificate, or why it has none. */
export function RunAudit({ runId }: { readonly runId: string }) {
  const state = useApiQuery(RunAuditDocument, { id: runId });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ run }) => {
        if (run?.certificate) {
          const { hash } = run.certificate;
          const command = `npx voxboard audit ${runId} --expect ${hash}`;
          return <CertificatePanel certificate={run.certificate} command={command} />;
        }
        const isFinished = run?.status === 'FINISHED';
        return (
          <EmptyState
            icon={ShieldQuestion}
            title={isFinished ? 'This run is unverified' : 'The audit comes with the end of the run'}
          >
            {isFinished
              ? 'Nobody stated which clips trained, validated and tested it. A script can do so with the mutation uploadRunEvidence; the run is then audited like any other.'
              : 'It looks at the rows that were really used, so it waits until they are known.'}
          </EmptyState>
        );
      }}
    </QueryBoundary>
  );
}
