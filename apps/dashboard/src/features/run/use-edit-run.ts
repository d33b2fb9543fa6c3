'use client';
import { useMutationResult } from '../../api/use-mutation-result';
import { EditRunHeaderDocument } from '../../generated/graphql';
import { notify } from '../../ui/notify';

/** Changes a run's name, tags or notes; what could not be done is told in a toast. */
export function useEditRun(runId: string) {
  const [edit] = useMutationResult(EditRunHeaderDocument, 'updateRun');
  return async (changed: { name?: string; notes?: string; tags?: string[] }) => {
    const outcome = await edit({ input: { runId, ...changed } });
    if (!outcome.ok) notify('error', outcome.failure.message);
  };
}
