'use client';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { RunHeaderFragment } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { IconButton } from '../../ui/button';
import { Input } from '../../ui/field';
import { InlineText } from '../../ui/inline-text';
import { useEditRun } from './use-edit-run';

/** The run's tags and notes, changed where they stand. */
export function RunTags({ run }: { readonly run: RunHeaderFragment }) {
  const edit = useEditRun(run.id);
  const [isAdding, setIsAdding] = useState(false);
  const add = (text: string) => {
    setIsAdding(false);
    const tag = text.trim();
    if (tag !== '' && !run.tags.includes(tag)) void edit({ tags: [...run.tags, tag] });
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <ul aria-label="Tags" className="flex flex-wrap items-center gap-1">
        {run.tags.map((tag) => (
          <li key={tag}>
            <Badge>
              {tag}
              <button
                type="button"
                aria-label={`Remove the tag ${tag}`}
                onClick={() => edit({ tags: run.tags.filter((other) => other !== tag) })}
                className="-mr-1 rounded-sm p-0.5 hover:bg-hover"
              >
                <X aria-hidden />
              </button>
            </Badge>
          </li>
        ))}
        <li>
          {isAdding ? (
            <Input
              aria-label="New tag"
              autoFocus
              className="!h-6 !w-32 !text-sm"
              onBlur={(event) => add(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') add(event.currentTarget.value);
                if (event.key === 'Escape') setIsAdding(false);
              }}
            />
          ) : (
            <IconButton label="Add a tag" className="!size-6" onClick={() => setIsAdding(true)}>
              <Plus className="!size-3.5" />
            </IconButton>
          )}
        </li>
      </ul>
      <InlineText
        label="Notes"
        value={run.notes}
        placeholder="No notes"
        onSave={(notes) => edit({ notes })}
        className="text-ink-soft"
      />
    </div>
  );
}
