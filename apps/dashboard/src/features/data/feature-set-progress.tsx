'use client';
import { useSubscription } from 'urql';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatCount, formatDuration } from '../../format/format';
import {
  CancelFeatureSetDocument,
  FeatureSetProgressedDocument,
  type FeatureSetRowFragment,
} from '../../generated/graphql';
import { Button } from '../../ui/button';
import { notify } from '../../ui/notify';
import { ProgressBar } from '../../ui/progress-bar';
import { isOpen } from './job-status-label';

/** Follows a computation while it goes on. */
export function useFeatureSetProgress({ id, status }: Pick<FeatureSetRowFragment, 'id' | 'status'>): void {
  useSubscription({
    query: FeatureSetProgressedDocument,
    variables: { featureSetId: id },
    pause: !isOpen(status),
  });
}

/** How far a computation is, how fast it goes, how long it will take. */
export function FeatureSetProgress({ set }: { readonly set: FeatureSetRowFragment }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="numeric text-sm text-ink-soft">{describeProgress(set)}</p>
      <ProgressBar label={`Computing ${set.name}`} done={set.clipsDone} total={set.clipsTotal} />
    </div>
  );
}

export function describeProgress({
  status,
  clipsDone,
  clipsTotal,
  clipsCached,
  clipsPerSec,
  secondsLeft,
}: Pick<
  FeatureSetRowFragment,
  'status' | 'clipsDone' | 'clipsTotal' | 'clipsCached' | 'clipsPerSec' | 'secondsLeft'
>): string {
  if (status === 'QUEUED') return `Waits for a worker · ${formatCount(clipsTotal)} clips`;
  const parts = [`${formatCount(clipsDone)} of ${formatCount(clipsTotal)} clips`];
  if (clipsPerSec !== null) parts.push(`${clipsPerSec.toFixed(clipsPerSec < 10 ? 1 : 0)} clips/s`);
  if (secondsLeft !== null)
    parts.push(clipsDone === clipsTotal ? 'writing the matrix' : `${formatDuration(secondsLeft)} left`);
  if (clipsCached > 0) parts.push(`${formatCount(clipsCached)} had been computed before`);
  return parts.join(' · ');
}

export function CancelButton({
  set,
  size = 'md',
}: {
  readonly set: FeatureSetRowFragment;
  readonly size?: 'sm' | 'md';
}) {
  const [cancel, isCanceling] = useMutationResult(CancelFeatureSetDocument, 'cancelFeatureSet');
  const onClick = async () => {
    const outcome = await cancel({ id: set.id });
    if (outcome.ok) notify('success', `${set.name} was canceled; the clips computed so far are kept`);
    else notify('error', outcome.failure.message);
  };
  return (
    <Button size={size} variant="danger" disabled={isCanceling} onClick={onClick}>
      Cancel
    </Button>
  );
}
