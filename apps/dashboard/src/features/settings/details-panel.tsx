'use client';
import { type FormEvent, useState } from 'react';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { UpdateProjectDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Field, Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';

interface Props {
  readonly project: { readonly slug: string; readonly name: string; readonly description: string };
  readonly isReadOnly: boolean;
}

export function DetailsPanel({ project, isReadOnly }: Props) {
  const [update, isUpdating] = useMutationResult(UpdateProjectDocument, 'updateProject');
  const [name, setName] = useState(project.name);
  const [description, setDescription] = useState(project.description);
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const isChanged = name !== project.name || description !== project.description;
  const errorOf = (field: string) => (failure?.path.includes(field) ? failure.message : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await update({ input: { projectSlug: project.slug, name, description } });
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) notify('success', 'Saved.');
  };
  return (
    <Panel title="Project">
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name" error={errorOf('name')}>
          {(ids) => (
            <Input
              {...ids}
              required
              disabled={isReadOnly}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Description" hint={`Its address stays /p/${project.slug}`} error={errorOf('description')}>
          {(ids) => (
            <textarea
              {...ids}
              rows={3}
              disabled={isReadOnly}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
              className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base disabled:opacity-50"
            />
          )}
        </Field>
        {failure && failure.path.length === 0 && <Notice tone="bad">{failure.message}</Notice>}
        {!isReadOnly && (
          <Button type="submit" variant="primary" disabled={isUpdating || !isChanged} className="self-start">
            Save
          </Button>
        )}
      </form>
    </Panel>
  );
}
