'use client';
import { useState } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { useMutationResult } from '../../api/use-mutation-result';
import { EditRunDocument, RunNotesDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Input } from '../../ui/field';
import { notify } from '../../ui/notify';

export interface EditedRun {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly notes: string;
}

/** Name, tags and notes of one run; saving can be undone. */
export function RunEditor({
  runId,
  onClose,
  onSaved,
}: {
  readonly runId: string;
  readonly onClose: () => void;
  readonly onSaved: (run: EditedRun) => void;
}) {
  const { data } = useApiQuery(RunNotesDocument, { id: runId }, { requestPolicy: 'network-only' });
  return (
    <Dialog title="Name, tags and notes" isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {data?.run && <EditForm key={data.run.id} run={data.run} onClose={onClose} onSaved={onSaved} />}
    </Dialog>
  );
}

function EditForm({
  run,
  onClose,
  onSaved,
}: {
  readonly run: EditedRun;
  readonly onClose: () => void;
  readonly onSaved: (run: EditedRun) => void;
}) {
  const [name, setName] = useState(run.name);
  const [tags, setTags] = useState(run.tags.join(', '));
  const [notes, setNotes] = useState(run.notes);
  const [error, setError] = useState<string | null>(null);
  const [edit, isBusy] = useMutationResult(EditRunDocument, 'updateRun');
  const save = async (wanted: EditedRun, before: EditedRun | null) => {
    const outcome = await edit({
      input: { runId: run.id, name: wanted.name, tags: [...wanted.tags], notes: wanted.notes },
    });
    if (!outcome.ok) return setError(outcome.failure.message);
    onSaved(outcome.value.run);
    onClose();
    const undo = before && { label: 'Undo', onClick: () => void save(before, null) };
    notify('success', before ? `${wanted.name} was changed` : `${wanted.name} is as it was`, undo ?? undefined);
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save({ id: run.id, name: name.trim(), tags: tagsOf(tags), notes }, run);
      }}
    >
      <Field label="Name" error={error}>
        {(ids) => <Input {...ids} value={name} onChange={(event) => setName(event.target.value)} required />}
      </Field>
      <Field label="Tags" hint="Separated by commas">
        {(ids) => <Input {...ids} value={tags} onChange={(event) => setTags(event.target.value)} />}
      </Field>
      <Field label="Notes">
        {(ids) => (
          <textarea
            {...ids}
            rows={5}
            value={notes}
            onChange={(event) => setNotes(event.target.value)}
            className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 hover:border-ink-faint"
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={isBusy}>
          Save
        </Button>
      </div>
    </form>
  );
}

export function tagsOf(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
