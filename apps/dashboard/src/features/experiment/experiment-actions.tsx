'use client';
import { Ban, Copy, GitCompareArrows, RotateCcw, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatBytes, formatCompact, plural } from '../../format/format';
import {
  CancelExperimentDocument,
  DeleteExperimentDocument,
  DeletionPreviewDocument,
  RestoreExperimentDocument,
  ResumeExperimentDocument,
} from '../../generated/graphql';
import { Button, LinkButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import type { Experiment } from './experiment-page';

/** What can be done with all runs of an experiment together. */
export function ExperimentActions({
  slug,
  experiment,
  onChange,
}: {
  readonly slug: string;
  readonly experiment: Experiment;
  readonly onChange: () => void;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const [cancel, isCanceling] = useMutationResult(CancelExperimentDocument, 'cancelExperiment');
  const [resume, isResuming] = useMutationResult(ResumeExperimentDocument, 'resumeExperiment');
  const input = { experimentId: experiment.id };
  const { queued, running, failed, canceled } = experiment.runCounts;
  const ids = experiment.runs.nodes.map(({ id }) => id);
  const cancelAll = async () => {
    const outcome = await cancel({ input });
    if (outcome.ok) notify('success', `${plural(outcome.value.count, 'run')} canceled.`);
    else notify('error', outcome.failure.message);
    onChange();
  };
  const resumeAll = async () => {
    const outcome = await resume({ input });
    if (outcome.ok) notify('success', `${plural(outcome.value.count, 'run')} back in the queue.`);
    else notify('error', outcome.failure.message);
    onChange();
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {ids.length > 0 && (
        <LinkButton href={`/p/${slug}/compare?ids=${ids.slice(0, 20).join(',')}`}>
          <GitCompareArrows aria-hidden /> Compare runs
        </LinkButton>
      )}
      {queued + running > 0 && (
        <Button disabled={isCanceling} onClick={() => void cancelAll()}>
          <Ban aria-hidden /> Cancel {plural(queued + running, 'run')}
        </Button>
      )}
      {experiment.source === 'LAUNCHED' && failed + canceled > 0 && (
        <Button disabled={isResuming} onClick={() => void resumeAll()}>
          <RotateCcw aria-hidden /> Resume {plural(failed + canceled, 'run')}
        </Button>
      )}
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden /> Delete
      </Button>
      {experiment.source === 'LAUNCHED' && (
        <LinkButton href={`/p/${slug}/launch?experiment=${experiment.id}`} variant="primary">
          <Copy aria-hidden /> Edit and launch
        </LinkButton>
      )}
      {isAsking && (
        <DeleteDialog slug={slug} experiment={experiment} onClose={() => setIsAsking(false)} onChange={onChange} />
      )}
    </div>
  );
}

function DeleteDialog({
  slug,
  experiment,
  onClose,
  onChange,
}: {
  readonly slug: string;
  readonly experiment: Experiment;
  readonly onClose: () => void;
  readonly onChange: () => void;
}) {
  const preview = useApiQuery(
    DeletionPreviewDocument,
    { slug, ids: [experiment.id] },
    { requestPolicy: 'network-only' },
  );
  const [remove, isRemoving] = useMutationResult(DeleteExperimentDocument, 'deleteExperiment');
  const restore = useRestore(experiment.id, onChange);
  const confirm = async () => {
    const outcome = await remove({ input: { experimentId: experiment.id } });
    onClose();
    if (outcome.ok)
      notify('success', `${experiment.name} is deleted.`, { label: 'Undo', onClick: () => void restore() });
    else notify('error', outcome.failure.message);
    onChange();
  };
  const found = preview.data?.deletionPreview;
  return (
    <Dialog
      title="Delete this experiment?"
      description="It disappears from lists and boards at once."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <div className="flex flex-col gap-4">
        {found ? (
          <ul className="list-disc pl-5">
            <li>
              {plural(found.runs, 'run')} with {formatCompact(found.metricPoints)} points of metrics
              {found.activeRuns > 0 && `; ${plural(found.activeRuns, 'run')} under way would be canceled`}
            </li>
            <li>
              {plural(found.files, 'file')}, {formatBytes(found.fileBytes)}
              {found.sharedFiles > 0 &&
                `; ${plural(found.sharedFiles, 'file')} that others use ${found.sharedFiles === 1 ? 'stays' : 'stay'}`}
            </li>
            <li>
              It can be brought back for {plural(found.retentionDays, 'day')}, from here or from{' '}
              <Link href={`/p/${slug}/trash`} className="underline">
                the trash
              </Link>
              .
            </li>
          </ul>
        ) : (
          <p className="text-ink-faint">Counting what would go…</p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" disabled={isRemoving} onClick={() => void confirm()}>
            <Trash2 aria-hidden /> Delete
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Shown in place of the actions while the experiment is in the trash. */
export function DeletedNotice({
  experiment,
  onChange,
}: {
  readonly experiment: Experiment;
  readonly onChange: () => void;
}) {
  const restore = useRestore(experiment.id, onChange);
  return (
    <Notice
      tone="warn"
      title="This experiment is in the trash"
      action={
        <Button onClick={() => void restore()}>
          <RotateCcw aria-hidden /> Restore
        </Button>
      }
    >
      No list and no board shows it.{' '}
      {experiment.purgeAfter !== null && (
        <>
          It is removed for good after{' '}
          {new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date(experiment.purgeAfter))}.
        </>
      )}
    </Notice>
  );
}

function useRestore(experimentId: string, onChange: () => void): () => Promise<void> {
  const [restore] = useMutationResult(RestoreExperimentDocument, 'restoreExperiment');
  return async () => {
    const outcome = await restore({ input: { experimentId } });
    if (outcome.ok) notify('success', 'The experiment is back.');
    else notify('error', outcome.failure.message);
    onChange();
  };
}
