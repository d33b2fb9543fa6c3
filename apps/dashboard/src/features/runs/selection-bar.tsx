'use client';
import { Ban, GitCompareArrows, X } from 'lucide-react';
import { plural } from '../../format/format';
import type { RunRowFragment } from '../../generated/graphql';
import { Button, IconButton, LinkButton } from '../../ui/button';
import { useRunActions } from './use-run-actions';

/** What can be done with the selected runs. */
export function SelectionBar({
  slug,
  runs,
  onClear,
}: {
  readonly slug: string;
  readonly runs: readonly RunRowFragment[];
  readonly onClear: () => void;
}) {
  const { cancel, isBusy } = useRunActions();
  if (runs.length === 0) return null;
  const cancelable = runs.filter(({ status }) => status === 'QUEUED' || status === 'RUNNING');
  return (
    <div
      role="toolbar"
      aria-label="Selected runs"
      className="fixed bottom-18 left-1/2 z-30 flex -translate-x-1/2 items-center gap-2 rounded-xl border border-line bg-raised py-1.5 pr-1.5 pl-3.5 shadow-pop lg:bottom-5"
    >
      <span className="numeric whitespace-nowrap font-medium">{plural(runs.length, 'run')} selected</span>
      <LinkButton variant="primary" href={`/p/${slug}/compare?ids=${runs.map(({ id }) => id).join(',')}`}>
        <GitCompareArrows aria-hidden /> Compare
      </LinkButton>
      {cancelable.length > 0 && (
        <Button
          variant="danger"
          disabled={isBusy}
          onClick={async () => {
            for (const run of cancelable) await cancel(run.id);
            onClear();
          }}
        >
          <Ban aria-hidden /> Cancel {cancelable.length}
        </Button>
      )}
      <IconButton label="Clear the selection" onClick={onClear}>
        <X />
      </IconButton>
    </div>
  );
}
