'use client';
import { type FormEvent, useState } from 'react';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { ImportDatasetDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Input, Select } from '../../ui/field';
import { Notice } from '../../ui/notice';

const FORMATS = [
  {
    value: 'ravdess',
    label: 'RAVDESS',
    hint: 'Clips named like 03-01-06-01-02-01-12.wav, in Actor_01 … Actor_24 or loose.',
    placeholder: '/data/RAVDESS or /data/Audio_Speech_Actors_01-24.zip',
  },
  {
    value: 'manifest',
    label: 'CSV manifest',
    hint: 'A CSV with the columns path and speaker, and where known emotion, gender, intensity.',
    placeholder: '/data/my-corpus/manifest.csv',
  },
] as const;

/** Asks for the name and the place of the recordings, and starts the import. */
export function ImportDialog({
  slug,
  datasetName,
  isOpen,
  onOpenChange,
  onStarted,
}: {
  readonly slug: string;
  /** Import into the dataset of this name, as its next version. */
  readonly datasetName?: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onStarted: (datasetId: string) => void;
}) {
  const [importDataset, isStarting] = useMutationResult(ImportDatasetDocument, 'importDataset');
  const [name, setName] = useState(datasetName ?? '');
  const [source, setSource] = useState('');
  const [format, setFormat] = useState<string>('ravdess');
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const chosen = FORMATS.find(({ value }) => value === format) ?? FORMATS[0];
  const errorOf = (field: string) => (failure?.path.includes(field) ? failure.message : null);
  const isShownAtField = failure?.path.some((part) => ['name', 'source', 'format'].includes(part)) ?? false;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    const outcome = await importDataset({
      input: { projectSlug: slug, name: name.trim(), source: source.trim(), format },
    });
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    onOpenChange(false);
    setSource('');
    onStarted(outcome.value.dataset.id);
  };
  return (
    <Dialog
      title={datasetName ? `Import a new version of ${datasetName}` : 'Import recordings'}
      description="They are read from the machine the worker runs on; nothing is uploaded from your browser."
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        {!datasetName && (
          <Field
            label="Name"
            error={errorOf('name')}
            hint="Importing under the same name again makes the next version."
          >
            {(ids) => (
              <Input
                {...ids}
                required
                placeholder="RAVDESS speech"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        )}
        <Field label="Kind" error={errorOf('format')} hint={chosen.hint}>
          {(ids) => (
            <Select {...ids} value={format} onChange={(event) => setFormat(event.target.value)}>
              {FORMATS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Folder or zip" error={errorOf('source')} hint="The full path on that machine.">
          {(ids) => (
            <Input
              {...ids}
              required
              spellCheck={false}
              placeholder={chosen.placeholder}
              className="font-mono text-sm"
              value={source}
              onChange={(event) => setSource(event.target.value)}
            />
          )}
        </Field>
        {failure && !isShownAtField && <Notice tone="bad">{failure.message}</Notice>}
        <Button type="submit" variant="primary" disabled={isStarting} className="self-end">
          {isStarting ? 'Starting…' : 'Import'}
        </Button>
      </form>
    </Dialog>
  );
}
