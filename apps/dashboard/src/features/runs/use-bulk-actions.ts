'use client';
import { useMutationResult } from '../../api/use-mutation-result';
import { plural } from '../../format/format';
import { DeleteRunsDocument, RestoreRunsDocument, TagRunsDocument } from '../../generated/graphql';
import { notify } from '../../ui/notify';

/** What is done with many runs at once; each says in a toast what it did, and how to undo it. */
export function useBulkActions(onChanged: () => void) {
  const [tag, isTagging] = useMutationResult(TagRunsDocument, 'tagRuns');
  const [remove, isDeleting] = useMutationResult(DeleteRunsDocument, 'deleteRuns');
  const [restore, isRestoring] = useMutationResult(RestoreRunsDocument, 'restoreRuns');
  return {
    isBusy: isTagging || isDeleting || isRestoring,
    tag: async (runIds: readonly string[], add: readonly string[], taken: readonly string[] = []) => {
      const outcome = await tag({ input: { runIds: [...runIds], add: [...add], remove: [...taken] } });
      if (!outcome.ok) return notify('error', outcome.failure.message);
      const { runs, undo } = outcome.value;
      onChanged();
      notify('success', `${plural(runs.length, 'run')} ${add.length > 0 ? 'tagged' : 'untagged'}`, {
        label: 'Undo',
        onClick: async () => {
          for (const step of undo) await tag({ input: step });
          onChanged();
        },
      });
    },
    remove: async (runIds: readonly string[]) => {
      const outcome = await remove({ input: { runIds: [...runIds] } });
      if (!outcome.ok) return notify('error', outcome.failure.message);
      onChanged();
      notify('success', `${plural(outcome.value.count, 'run')} deleted`, {
        label: 'Undo',
        onClick: async () => {
          const undone = await restore({ input: { runIds: [...runIds] } });
          if (!undone.ok) notify('error', undone.failure.message);
          onChanged();
        },
      });
    },
  };
}
