'use client';
import { useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import { type BoardBaselineFragment, LaunchBaselinesDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import type { BoardAddress } from './board-address';

/** Offers to train the baselines that the board lacks; without them its figures hang in the air. */
export function BaselinesNotice({
  board,
  baselines,
}: {
  readonly board: BoardAddress;
  readonly baselines: readonly BoardBaselineFragment[];
}) {
  const [launch, isLaunching] = useMutationResult(LaunchBaselinesDocument, 'launchBaselines');
  const [message, setMessage] = useState<string | null>(null);
  const missing = baselines.filter(({ uar, accuracy }) => uar === null && accuracy === null).map(({ name }) => name);
  if (missing.length === 0 || board.asOf !== null) return null;
  const run = async () => {
    const { slug: projectSlug, task, datasetVersionId, protocolHash } = board;
    const outcome = await launch({ input: { projectSlug, task, datasetVersionId, protocolHash } });
    const refused = outcome.ok ? outcome.value.parts.find((part) => part.outcome === 'REFUSED')?.message : null;
    if (!outcome.ok) setMessage(outcome.failure.message);
    else if (refused) setMessage(refused);
    else {
      setMessage(null);
      notify('success', 'The baselines are in the queue');
    }
  };
  return (
    <Notice
      className="mx-4 my-3 print:hidden"
      title={`Not run yet: ${missing.join(' and ')}`}
      action={
        <Button size="sm" onClick={run} disabled={isLaunching}>
          {isLaunching ? 'Launching…' : 'Run the baselines'}
        </Button>
      }
    >
      {message ?? 'They take seconds, and show what needs no network and what a sound pipeline scores on nonsense.'}
    </Notice>
  );
}
