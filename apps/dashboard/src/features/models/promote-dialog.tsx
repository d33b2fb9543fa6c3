'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { PromoteRunDocument, PromotionOfRunDocument, type PromotionOfRunQuery } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import { Skeleton } from '../../ui/skeleton';

type Run = NonNullable<PromotionOfRunQuery['run']>;

/** Registers a run's model as the next version of a named model. */
export function PromoteDialog({
  slug,
  runId,
  onClose,
}: {
  readonly slug: string;
  readonly runId: string;
  readonly onClose: () => void;
}) {
  const state = useApiQuery(PromotionOfRunDocument, { id: runId, slug });
  return (
    <Dialog
      title="Promote to the model registry"
      description="This very run’s model gets a name and a version. It stays when the run is deleted."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <QueryBoundary state={state} loading={<Skeleton className="h-40" />}>
        {({ run, project }) => {
          if (run === null) return <Notice tone="bad">There is no run with this id.</Notice>;
          const { obstacle } = run.promotion;
          if (obstacle !== null) return <Notice tone="warn">{obstacle}</Notice>;
          const names = project?.models.nodes.map(({ name }) => name) ?? [];
          return <PromoteForm slug={slug} run={run} names={names} onClose={onClose} />;
        }}
      </QueryBoundary>
    </Dialog>
  );
}

function PromoteForm({
  slug,
  run,
  names,
  onClose,
}: {
  readonly slug: string;
  readonly run: Run;
  readonly names: readonly string[];
  readonly onClose: () => void;
}) {
  const router = useRouter();
  const listId = useId();
  const [form, setForm] = useState({ modelName: names[0] ?? '', alias: '', notes: '', overrideReason: '' });
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const [promote, isBusy] = useMutationResult(PromoteRunDocument, 'promoteRun');
  const { objections } = run.promotion;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { modelName, notes } = form;
    const [alias, overrideReason] = [form.alias.trim() || null, form.overrideReason.trim() || null];
    const outcome = await promote({ input: { runId: run.id, modelName, notes, alias, overrideReason } });
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    const { version } = outcome.value;
    notify('success', `${version.model.name} has version ${version.number}`);
    onClose();
    router.push(`/p/${slug}/models/${version.model.id}`);
  };
  const field = (key: keyof typeof form) => ({
    value: form[key],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [key]: event.target.value }),
  });
  const errorOf = (key: string) => (failure?.path.includes(key) ? failure.message : null);
  const isShown = failure?.path.some((key) => key in form) ?? false;
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {run.modelVersions.length > 0 && (
        <Notice>
          Registered already as{' '}
          {run.modelVersions.map(({ id, number, model }, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <Link href={`/p/${slug}/models/${model.id}`} className="underline">
                {model.name} {number}
              </Link>
            </span>
          ))}
          .
        </Notice>
      )}
      <Field label="Model" hint="an existing name adds a version to it" error={errorOf('modelName')}>
        {(ids) => <Input {...ids} {...field('modelName')} required autoFocus list={listId} placeholder="emotion-de" />}
      </Field>
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field label="Alias" hint="optional: points here at once, for example production" error={errorOf('alias')}>
        {(ids) => <Input {...ids} {...field('alias')} placeholder="champion" />}
      </Field>
      <Field label="Notes">{(ids) => <Input {...ids} {...field('notes')} />}</Field>
      {objections.length > 0 && (
        <>
          {objections.map((objection) => (
            <Notice key={objection} tone="warn" title="This speaks against it">
              {objection}
            </Notice>
          ))}
          <Field
            label="Why all the same"
            hint="kept with the version, for everybody to read"
            error={errorOf('overrideReason')}
          >
            {(ids) => <Input {...ids} {...field('overrideReason')} required />}
          </Field>
        </>
      )}
      {failure && !isShown && <Notice tone="bad">{failure.message}</Notice>}
      <Button type="submit" variant="primary" disabled={isBusy} className="self-end">
        Promote
      </Button>
    </form>
  );
}
