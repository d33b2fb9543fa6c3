import { Notice } from '../../ui/notice';
import { type ComparedRun, comparability } from './prepare-comparison';

/** Says plainly when the figures below must not be held against each other. */
export function ComparabilityNotice({ runs }: { readonly runs: readonly ComparedRun[] }) {
  const result = comparability(runs);
  switch (result.kind) {
    case 'comparable':
      return null;
    case 'tasks-differ':
      return (
        <Notice tone="warn" title="These runs do different tasks">
          Their scores have nothing to do with each other.
        </Notice>
      );
    case 'protocols-differ':
      return (
        <Notice tone="warn" title={`These runs were measured in different ways: ${result.names.join(', ')}`}>
          A higher score under one protocol says nothing against a lower one under another. Compare curves if you like,
          but not results; the leaderboard never ranks them together.
        </Notice>
      );
    case 'data-differ':
      return (
        <Notice tone="warn" title="These runs were measured on different data">
          Their test clips are not the same, so a difference in score may come from the clips.
        </Notice>
      );
  }
}
