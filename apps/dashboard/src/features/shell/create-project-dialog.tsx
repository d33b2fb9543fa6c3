'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { CreateProjectDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { slugOf } from './slug';

export function CreateProjectDialog({
  isOpen,
  onOpenChange,
}: {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}) {
  const router = useRouter();
  const [createProject, isCreating] = useMutationResult(CreateProjectDocument, 'createProject');
  const [name, setName] = useState('');
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const slug = ownSlug ?? slugOf(name);
  const errorOf = (field: string) => (failure?.path.includes(field) ? failure.message : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await createProject({ input: { name, slug } });
    if (outcome.ok) router.push(`/p/${outcome.value.project.slug}/runs`);
    else setFailure(outcome.failure);
  };
  return (
    <Dialog title="New project" isOpen={isOpen} onOpenChange={onOpenChange}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name" error={errorOf('name')}>
          {(ids) => (
            <Input {...ids} required autoFocus value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label="Address" hint={`/p/${slug || '…'}`} error={errorOf('slug')}>
          {(ids) => <Input {...ids} required value={slug} onChange={(event) => setOwnSlug(event.target.value)} />}
        </Field>
        {failure && failure.path.length === 0 && <Notice tone="bad">{failure.message}</Notice>}
        <Button type="submit" variant="primary" disabled={isCreating} className="self-end">
          Create project
        </Button>
      </form>
    </Dialog>
  );
}
