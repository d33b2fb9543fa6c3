import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { formatCompact, formatDateTime, sentenceCase } from '../../format/format';
import { Badge } from '../../ui/badge';
import { Fact } from '../../ui/fact';
import { usePageTitle } from '../../ui/use-page-title';
import { AuditBadge } from '../audit';
import { ProtocolBadge } from '../runs';
import { ExperimentActions } from './experiment-actions';
import type { Experiment } from './experiment-page';

export function ExperimentHeader({
  slug,
  experiment,
  onChange,
}: {
  readonly slug: string;
  readonly experiment: Experiment;
  readonly onChange: () => void;
}) {
  const { featureSet, architecture, protocol, task } = experiment;
  usePageTitle(experiment.name);
  return (
    <header className="flex flex-col gap-2.5 pb-4">
      <Link
        href={`/p/${slug}/leaderboard`}
        className="-ml-1 flex items-center gap-0.5 self-start text-sm text-ink-faint hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> Leaderboard
      </Link>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="min-w-0 text-lg font-semibold tracking-tight break-words">{experiment.name}</h1>
          <Badge>experiment</Badge>
          {experiment.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </div>
        {experiment.deletedAt === null && <ExperimentActions slug={slug} experiment={experiment} onChange={onChange} />}
      </div>
      <dl className="flex flex-wrap items-center gap-x-5 gap-y-1.5">
        <Fact name="Protocol">
          <ProtocolBadge protocol={protocol} />
        </Fact>
        {experiment.runCounts.finished > 0 && (
          <Fact name="Audit">
            <AuditBadge status={experiment.auditStatus} />
          </Fact>
        )}
        {task && <Fact name="Task">{sentenceCase(task)}</Fact>}
        {featureSet && (
          <>
            <Fact name="Data">
              {featureSet.datasetVersion.dataset.name}, version {featureSet.datasetVersion.number}
            </Fact>
            <Fact name="Features">{featureSet.name}</Fact>
          </>
        )}
        {architecture && (
          <Fact name="Architecture">
            {architecture.name}
            {architecture.parameterCount !== null && (
              <span className="ml-1.5 text-ink-faint">{formatCompact(architecture.parameterCount)} parameters</span>
            )}
          </Fact>
        )}
        {experiment.clonedFrom && (
          <Fact name="Made from">
            <Link href={`/p/${slug}/experiments/${experiment.clonedFrom.id}`} className="hover:underline">
              {experiment.clonedFrom.name}
            </Link>
          </Fact>
        )}
        {experiment.selections.map(({ sweep, number, completeTrials, isBest }) => (
          <Fact key={sweep.id} name="Sweep">
            <Link href={`/p/${slug}/sweeps/${sweep.id}`} className="hover:underline">
              {isBest ? `best of ${completeTrials} trials` : `trial ${number} of ${completeTrials} with a result`},{' '}
              {sweep.name}
            </Link>
          </Fact>
        ))}
        <Fact name="Created">{formatDateTime(experiment.createdAt)}</Fact>
      </dl>
      {experiment.notes && <p className="max-w-3xl whitespace-pre-wrap text-ink-soft">{experiment.notes}</p>}
    </header>
  );
}
