import type { QueuedRow, UnderWayRow } from '@voxboard/db';

/**
 * Seconds until each waiting run is expected to begin, if every worker takes the next one as soon as it is free. null
 * where that cannot be told: no worker, or something ahead of it of which nobody knows how long it takes.
 * @param workerIds workers that take runs
 */
export function expectedStarts(
  queue: readonly Pick<QueuedRow, 'expectedSeconds'>[],
  underWay: readonly UnderWayRow[],
  workerIds: readonly string[],
): (number | null)[] {
  const busy = new Map(underWay.map(({ workerId, remainingSeconds }) => [workerId, remainingSeconds]));
  // When each worker is free; unknown ones count as never.
  const free = workerIds.map((id) => {
    const remaining = busy.get(id);
    return remaining === undefined ? 0 : (remaining ?? Number.POSITIVE_INFINITY);
  });
  return queue.map(({ expectedSeconds }) => {
    const start = Math.min(...free);
    if (!Number.isFinite(start)) return null;
    free[free.indexOf(start)] = start + (expectedSeconds ?? Number.POSITIVE_INFINITY);
    return start;
  });
}
