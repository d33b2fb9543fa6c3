import { canonicalJson, type Protocol, type Task } from '@voxboard/domain';
import { DEFAULT_FOLD_COUNT } from '../splits/clip-parts.js';

/** What two results must share to be ranked together. */
export interface Comparability {
  /** Hash of the dataset version: the clips. */
  readonly datasetVersion: string;
  readonly task: Task;
  readonly protocol: Protocol;
  /** Class names in index order: 8 emotions are never ranked with 7. */
  readonly labels: readonly string[];
}

/**
 * Text that is equal for results that may be ranked together. The validation share and the seed of the split are left
 * out: they are a choice of the experiment, and every clip is tested either way.
 */
export function comparisonKey({ datasetVersion, task, protocol, labels }: Comparability): string {
  const isFoldCounted = protocol.name === 'by-speaker' || (protocol.name === 'by-clip' && !protocol.testFraction);
  return canonicalJson({
    datasetVersion,
    task,
    protocol: protocol.name,
    foldCount: isFoldCounted ? (protocol.foldCount ?? DEFAULT_FOLD_COUNT) : undefined,
    testFraction: protocol.testFraction,
    labels,
  });
}
