'use client';
import { useEffect, useState } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { formatDuration, plural } from '../../format/format';
import { LaunchEstimateDocument, type LaunchEstimateInput } from '../../generated/graphql';

const QUIET_MS = 400;
const NOTHING: LaunchEstimateInput = { projectSlug: '', featureSetId: '', architectureIds: [], protocol: { name: '' } };

/** How long it will take and what it will cost, asked again once typing pauses. */
export function LaunchEstimate({ input }: { readonly input: LaunchEstimateInput | null }) {
  const key = JSON.stringify(input);
  const [settled, setSettled] = useState<{ key: string; input: LaunchEstimateInput | null }>({
    key: 'null',
    input: null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the input
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ key, input }), QUIET_MS);
    return () => clearTimeout(timer);
  }, [key]);
  const state = useApiQuery(
    LaunchEstimateDocument,
    { input: settled.input ?? NOTHING },
    { isPaused: settled.input === null },
  );
  if (input === null || settled.input === null || state.status === 'loading') {
    return <p className="text-sm text-ink-faint">The time it takes shows once the choice is complete.</p>;
  }
  if (state.status !== 'ready') return null;
  const { trainSeconds, wallSeconds, basis, workerCount, waitingCount, cost, currency } = state.data.launchEstimate;
  if (trainSeconds === null) {
    return <p className="text-sm text-ink-faint">Nothing like it was trained here yet, so the time is not known.</p>;
  }
  return (
    <div className="text-sm" aria-live="polite">
      <p>
        <span className="numeric font-medium">{formatDuration(trainSeconds)}</span> of training, at most
        {cost !== null && (
          <>
            {' '}
            · about <span className="numeric font-medium">{cost.toFixed(2)}</span> {currency}
          </>
        )}
      </p>
      <p className="text-ink-soft">
        {workerCount === 0
          ? 'No worker takes runs now.'
          : wallSeconds === null
            ? `${plural(workerCount, 'worker')}, ${plural(waitingCount, 'run')} ahead`
            : `Done in about ${formatDuration(wallSeconds)} with ${plural(workerCount, 'worker')}, ${plural(waitingCount, 'run')} ahead`}
      </p>
      <p className="mt-1 text-ink-faint max-xl:hidden">{basis}</p>
    </div>
  );
}
