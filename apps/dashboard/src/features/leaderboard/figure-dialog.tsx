'use client';
import { type FormEvent, useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import {
  AddPublishedFigureDocument,
  DeletePublishedFigureDocument,
  type PublishedFigureRowFragment,
  type Task,
  UpdatePublishedFigureDocument,
} from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Input, Select } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import { type FigureForm, PROTOCOL_CHOICES, toFigure, toForm } from './figure-form';

/** Where a new figure belongs. */
export interface FigurePlace {
  readonly slug: string;
  readonly datasetId: string;
  readonly task: Task;
  readonly protocolName: string;
}
type Props = { readonly onClose: (isChanged: boolean) => void } & (
  | { readonly figure: PublishedFigureRowFragment; readonly place?: never }
  | { readonly figure?: never; readonly place: FigurePlace }
);

const FIELDS: readonly { readonly name: keyof FigureForm; readonly label: string; readonly hint?: string }[] = [
  { name: 'title', label: 'Result' },
  { name: 'source', label: 'Source' },
  { name: 'url', label: 'Address or DOI' },
];
const SCORES: typeof FIELDS = [
  { name: 'uar', label: 'UAR' },
  { name: 'accuracy', label: 'Accuracy' },
  { name: 'macroF1', label: 'Macro F1' },
];
const COUNTS: typeof FIELDS = [
  { name: 'speakerCount', label: 'Speakers tested' },
  { name: 'clipCount', label: 'Clips tested' },
];

/** Enters a published figure, or changes or deletes one. */
export function FigureDialog({ figure, place, onClose }: Props) {
  const [form, setForm] = useState(() => toForm(figure ?? null, place?.protocolName ?? ''));
  const [failure, setFailure] = useState<{ field: string | null; message: string } | null>(null);
  const [add, isAdding] = useMutationResult(AddPublishedFigureDocument, 'addPublishedFigure');
  const [update, isUpdating] = useMutationResult(UpdatePublishedFigureDocument, 'updatePublishedFigure');
  const [remove, isRemoving] = useMutationResult(DeletePublishedFigureDocument, 'deletePublishedFigure');
  const isBusy = isAdding || isUpdating || isRemoving;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = toFigure(form, figure?.task ?? place?.task ?? 'EMOTION');
    if (!parsed.ok) {
      setFailure(parsed);
      return;
    }
    const outcome = place
      ? await add({ input: { projectSlug: place.slug, datasetId: place.datasetId, figure: parsed.figure } })
      : await update({ id: figure.id, figure: parsed.figure });
    if (outcome.ok) onClose(true);
    else setFailure({ field: outcome.failure.path.at(-1) ?? null, message: outcome.failure.message });
  };
  const discard = async () => {
    if (!figure) return;
    const outcome = await remove({ id: figure.id });
    if (!outcome.ok) {
      setFailure({ field: null, message: outcome.failure.message });
      return;
    }
    notify('success', `${figure.title} deleted`);
    onClose(true);
  };
  const field = ({ name, label, hint }: (typeof FIELDS)[number]) => (
    <Field key={name} label={label} hint={hint} error={failure?.field === name ? failure.message : null}>
      {(ids) => (
        <Input {...ids} value={form[name]} onChange={(event) => setForm({ ...form, [name]: event.target.value })} />
      )}
    </Field>
  );
  return (
    <Dialog
      title={figure ? 'Change a published figure' : 'Add a published figure'}
      description="It stands beside the board of its protocol and is never ranked on it."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose(false)}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        {FIELDS.map(field)}
        <fieldset className="grid grid-cols-3 gap-3">
          <legend className="pb-1 text-sm text-ink-faint">Scores as shares or with a % sign; at least one</legend>
          {SCORES.map(field)}
        </fieldset>
        <div className="grid grid-cols-2 gap-3">{COUNTS.map(field)}</div>
        <Field
          label="Protocol it comes closest to"
          error={failure?.field === 'protocolName' ? failure.message : null}
          hint="Decides the board it stands beside."
        >
          {(ids) => (
            <Select
              {...ids}
              value={form.protocolName}
              onChange={(event) => setForm({ ...form, protocolName: event.target.value })}
            >
              {PROTOCOL_CHOICES.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        {field({ name: 'protocolNote', label: 'How the source says it split' })}
        {field({ name: 'note', label: 'Note' })}
        {failure && <Notice tone="bad">{failure.message}</Notice>}
        <div className="flex justify-end gap-2">
          {figure && (
            <Button variant="danger" onClick={discard} disabled={isBusy} className="mr-auto">
              Delete
            </Button>
          )}
          <Button type="submit" variant="primary" disabled={isBusy}>
            {isBusy ? 'Saving…' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
