import type { SweepLineFragment } from '../../generated/graphql';

/** Trials that will not change any more. */
export function endedTrials({ trialCounts }: Pick<SweepLineFragment, 'trialCounts'>): number {
  const { complete, stopped, failed, canceled } = trialCounts;
  return complete + stopped + failed + canceled;
}
