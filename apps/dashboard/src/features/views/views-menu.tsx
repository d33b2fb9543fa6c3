'use client';
import { Bookmark, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { useMutationResult } from '../../api/use-mutation-result';
import {
  CreateViewDocument,
  DeleteViewDocument,
  type SavedViewFactsFragment,
  SavedViewsDocument,
  UpdateViewDocument,
} from '../../generated/graphql';
import { Button, IconButton } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Input } from '../../ui/field';
import { notify } from '../../ui/notify';
import { Popover } from '../../ui/popover';
import type { RunTableParams } from '../runs/run-table-params';
import { readViewConfig, type ViewConfig } from './view-config';

/** Views that the project keeps by name: open one, keep the present one, change or delete one. */
export function ViewsMenu({ slug, table }: { readonly slug: string; readonly table: RunTableParams }) {
  const { params, setParams, widths } = table;
  const { data, reload } = useApiQuery(SavedViewsDocument, { slug });
  const [create, isCreating] = useMutationResult(CreateViewDocument, 'createView');
  const [update, isUpdating] = useMutationResult(UpdateViewDocument, 'updateView');
  const [remove] = useMutationResult(DeleteViewDocument, 'deleteView');
  const [name, setName] = useState('');
  const views = data?.project?.views ?? [];
  const current = views.find((view) => view.slug === params.view) ?? null;
  const config: ViewConfig = {
    query: params.q,
    sort: { column: params.sort, direction: params.direction },
    columns: params.columns,
    pinned: params.pinned,
    widths: Object.fromEntries(widths),
    group: params.group === null ? [] : [params.group],
  };
  const open = (view: SavedViewFactsFragment) => {
    const kept = readViewConfig(view.config);
    setParams({
      view: view.slug,
      q: kept.query || null,
      sort: kept.sort?.column ?? null,
      direction: kept.sort?.direction ?? null,
      columns: kept.columns === null ? null : [...kept.columns],
      pinned: kept.pinned.length === 0 ? null : [...kept.pinned],
      widths: Object.entries(kept.widths).map(([id, width]) => `${id}:${width}`),
      group: kept.group[0] ?? null,
    });
  };
  const keep = async (wanted: string) => {
    const outcome = await create({ input: { projectSlug: slug, name: wanted, config } });
    if (!outcome.ok) return notify('error', outcome.failure.message);
    setName('');
    setParams({ view: outcome.value.view.slug });
    reload();
    notify('success', `“${outcome.value.view.name}” is kept`);
  };
  const change = async (view: SavedViewFactsFragment, to: unknown) => {
    const outcome = await update({ input: { viewId: view.id, config: to } });
    if (!outcome.ok) return notify('error', outcome.failure.message);
    reload();
    notify('success', `“${view.name}” was changed`, {
      label: 'Undo',
      onClick: async () => {
        await update({ input: { viewId: view.id, config: view.config } });
        reload();
      },
    });
  };
  const discard = async (view: SavedViewFactsFragment) => {
    const outcome = await remove({ input: { viewId: view.id } });
    if (!outcome.ok) return notify('error', outcome.failure.message);
    reload();
    notify('success', `“${view.name}” was deleted`, {
      label: 'Undo',
      onClick: async () => {
        await create({ input: { projectSlug: slug, name: view.name, config: view.config } });
        reload();
      },
    });
  };
  return (
    <Popover
      label="Views"
      className="w-72 p-1"
      trigger={
        <Button variant="ghost">
          <Bookmark aria-hidden /> {current?.name ?? 'Views'}
        </Button>
      }
    >
      <ul className="max-h-72 overflow-y-auto">
        {views.map((view) => (
          <li key={view.id} className="flex items-center rounded-sm hover:bg-hover">
            <button
              type="button"
              onClick={() => open(view)}
              className={classNames(
                'h-8 min-w-0 flex-1 truncate px-2 text-left',
                view.slug === params.view && 'font-medium text-accent',
              )}
            >
              {view.name}
            </button>
            <IconButton label={`Delete the view ${view.name}`} onClick={() => void discard(view)}>
              <Trash2 />
            </IconButton>
          </li>
        ))}
        {views.length === 0 && (
          <li className="px-2 py-1.5 text-ink-faint">
            A view keeps filter, order, columns and grouping under a name, for everybody in the project.
          </li>
        )}
      </ul>
      {current && (
        <Button className="mt-1 w-full" disabled={isUpdating} onClick={() => void change(current, config)}>
          Change “{current.name}” to what is shown
        </Button>
      )}
      <form
        className="mt-1 flex gap-1.5 border-t border-line p-1 pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          void keep(name);
        }}
      >
        <Input
          aria-label="Name of a new view"
          placeholder="Keep this view as…"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" variant="primary" disabled={isCreating || name.trim() === ''}>
          Keep
        </Button>
      </form>
    </Popover>
  );
}
