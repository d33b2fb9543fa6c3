'use client';
import { Ban, Eye, GitCompareArrows, RotateCcw, Tag, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { plural } from '../../format/format';
import { Button, IconButton, LinkButton } from '../../ui/button';
import { Input } from '../../ui/field';
import { tagsOf } from './run-editor';
import type { TableRun } from './run-windows';
import { useBulkActions } from './use-bulk-actions';
import { useRunActions } from './use-run-actions';

/** What can be done with the selected runs. */
export function SelectionBar({
  slug,
  runs,
  onClear,
  onChanged,
  onShow,
}: {
  readonly slug: string;
  readonly runs: readonly TableRun[];
  readonly onClear: () => void;
  readonly onChanged: () => void;
  readonly onShow: (ids: readonly string[], isShown: boolean) => void;
}) {
  const { cancel, resume, isBusy: isCanceling } = useRunActions();
  const bulk = useBulkActions(onChanged);
  const [tags, setTags] = useState<string | null>(null);
  if (runs.length === 0) return null;
  const ids = runs.map(({ id }) => id);
  const cancelable = runs.filter(({ status }) => status === 'QUEUED' || status === 'RUNNING');
  const resumable = runs.filter(
    ({ source, status }) => source === 'LAUNCHED' && (status === 'FAILED' || status === 'CANCELED'),
  );
  const isBusy = isCanceling || bulk.isBusy;
  return (
    <div
      role="toolbar"
      aria-label="Selected runs"
      className="fixed bottom-18 left-1/2 z-30 flex max-w-[calc(100vw-1rem)] -translate-x-1/2 flex-wrap items-center gap-1.5 rounded-xl border border-line bg-raised py-1.5 pr-1.5 pl-3.5 shadow-pop lg:bottom-5"
    >
      <span className="numeric mr-1 whitespace-nowrap font-medium">{plural(runs.length, 'run')} selected</span>
      {tags === null ? (
        <>
          <LinkButton variant="primary" href={`/p/${slug}/compare?runs=${ids.join(',')}`}>
            <GitCompareArrows aria-hidden /> Compare
          </LinkButton>
          <Button onClick={() => onShow(ids, true)}>
            <Eye aria-hidden /> Show
          </Button>
          <Button onClick={() => setTags('')}>
            <Tag aria-hidden /> Tag
          </Button>
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
          {resumable.length > 0 && (
            <Button
              disabled={isBusy}
              onClick={async () => {
                for (const run of resumable) await resume(run.id);
                onClear();
              }}
            >
              <RotateCcw aria-hidden /> Resume {resumable.length}
            </Button>
          )}
          <Button
            variant="danger"
            disabled={isBusy}
            onClick={async () => {
              await bulk.remove(ids);
              onClear();
            }}
          >
            <Trash2 aria-hidden /> Delete
          </Button>
          <IconButton label="Clear the selection" onClick={onClear}>
            <X />
          </IconButton>
        </>
      ) : (
        <form
          className="flex items-center gap-1.5"
          onSubmit={async (event) => {
            event.preventDefault();
            await bulk.tag(ids, tagsOf(tags));
            setTags(null);
          }}
        >
          <Input
            aria-label="Tags"
            placeholder="baseline, paper"
            className="w-44"
            autoFocus
            value={tags}
            onChange={(event) => setTags(event.target.value)}
          />
          <Button type="submit" variant="primary" disabled={isBusy || tagsOf(tags).length === 0}>
            Add
          </Button>
          <Button
            disabled={isBusy || tagsOf(tags).length === 0}
            onClick={async () => {
              await bulk.tag(ids, [], tagsOf(tags));
              setTags(null);
            }}
          >
            Remove
          </Button>
          <IconButton label="Back" onClick={() => setTags(null)}>
            <X />
          </IconButton>
        </form>
      )}
    </div>
  );
}
