'use client';
import { useMutationResult } from '../../api/use-mutation-result';
import { CancelRunDocument, ResumeRunDocument } from '../../generated/graphql';
import { notify } from '../../ui/notify';
import { runLabel } from './run-facts';

/** Cancel and resume; the outcome is told in a toast, the change itself arrives as an event. */
export function useRunActions() {
  const [cancelRun, isCanceling] = useMutationResult(CancelRunDocument, 'cancelRun');
  const [resumeRun, isResuming] = useMutationResult(ResumeRunDocument, 'resumeRun');
  return {
    isBusy: isCanceling || isResuming,
    cancel: async (runId: string) => {
      const outcome = await cancelRun({ runId });
      if (outcome.ok) notify('success', `${runLabel(outcome.value.run)} was canceled`);
      else notify('error', outcome.failure.message);
    },
    resume: async (runId: string) => {
      const outcome = await resumeRun({ runId });
      if (outcome.ok) notify('success', `${runLabel(outcome.value.run)} is in the queue again`);
      else notify('error', outcome.failure.message);
    },
  };
}
