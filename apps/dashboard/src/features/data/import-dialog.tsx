'use client';
import { type FormEvent, useEffect, useState } from 'react';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { ImportDatasetDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Input, Select } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Segmented } from '../../ui/segmented';
import { CorpusDrop } from './corpus-drop';
import { rememberedUpload } from './remembered-upload';
import type { ChosenCorpus } from './upload-files';
import { UploadProgressLine } from './upload-progress-line';
import { useCorpusUpload } from './use-corpus-upload';

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
const PLACES = [
  { value: 'browser', label: 'This computer' },
  { value: 'server', label: 'The server' },
] as const;
type Place = (typeof PLACES)[number]['value'];

/** Takes recordings from the browser or names a place on the worker's machine, and starts the import. */
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
  const upload = useCorpusUpload(slug);
  const [place, setPlace] = useState<Place>('browser');
  const [corpus, setCorpus] = useState<ChosenCorpus | null>(null);
  const [name, setName] = useState(datasetName ?? '');
  const [source, setSource] = useState('');
  const [format, setFormat] = useState<string>('ravdess');
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const [interrupted, setInterrupted] = useState<string | null>(null);
  useEffect(() => {
    if (isOpen) setInterrupted(rememberedUpload(slug)?.name ?? null);
  }, [isOpen, slug]);
  const chosen = FORMATS.find(({ value }) => value === format) ?? FORMATS[0];
  const errorOf = (field: string) => (failure?.path.includes(field) ? failure.message : null);
  const isShownAtField = failure?.path.some((part) => ['name', 'source', 'format'].includes(part)) ?? false;
  const isSending = upload.phase === 'SENDING';
  const choose = (next: ChosenCorpus | string) => {
    setCorpus(typeof next === 'string' ? null : next);
    setFailure(typeof next === 'string' ? refusal(next) : null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    const common = { projectSlug: slug, name: name.trim(), format };
    if (place === 'browser' && !corpus) {
      setFailure(refusal('Choose a zip or a folder first.'));
      return;
    }
    const uploadId = place === 'browser' && corpus ? await upload.send(corpus) : null;
    if (place === 'browser' && uploadId === null) return;
    const outcome = await importDataset({
      input: { ...common, ...(uploadId === null ? { source: source.trim() } : { uploadId }) },
    });
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    upload.forget();
    setCorpus(null);
    onOpenChange(false);
    setSource('');
    onStarted(outcome.value.dataset.id);
  };
  const discard = async () => {
    setInterrupted(null);
    setCorpus(null);
    await upload.discard();
  };
  return (
    <Dialog
      title={datasetName ? `Import a new version of ${datasetName}` : 'Import recordings'}
      description="A zip or a folder, sent from this computer or read where the server can see it."
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
        <Segmented label="From" value={place} options={PLACES} onChange={setPlace} className="self-start" />
        {place === 'browser' ? (
          <>
            {interrupted !== null && upload.phase === 'IDLE' && !corpus && (
              <Notice
                title={`“${interrupted}” was not sent to its end`}
                action={
                  <Button size="sm" onClick={discard}>
                    Discard it
                  </Button>
                }
              >
                Choose it again, and it goes on where it was.
              </Notice>
            )}
            <CorpusDrop corpus={corpus} isLocked={isSending} onChoose={choose} />
            {corpus && upload.phase !== 'IDLE' && (
              <UploadProgressLine corpus={corpus} progress={upload.progress} isPaused={upload.phase === 'PAUSED'} />
            )}
            {upload.error && <Notice tone="bad">{upload.error}</Notice>}
          </>
        ) : (
          <Field label="Folder or zip" error={errorOf('source')} hint="The full path on the worker's machine.">
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
        )}
        {failure && !isShownAtField && <Notice tone="bad">{failure.message}</Notice>}
        <div className="flex justify-end gap-2">
          {place === 'browser' && upload.phase !== 'IDLE' && (
            <Button variant="ghost" onClick={discard}>
              Discard
            </Button>
          )}
          {isSending && <Button onClick={upload.pause}>Pause</Button>}
          <Button type="submit" variant="primary" disabled={isStarting || isSending}>
            {submitLabel(place, upload.phase, isStarting)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function submitLabel(place: Place, phase: string, isStarting: boolean): string {
  if (isStarting) return 'Starting…';
  if (place === 'browser' && phase === 'SENDING') return 'Sending…';
  if (place === 'browser' && phase === 'PAUSED') return 'Go on';
  return 'Import';
}

function refusal(message: string): MutationFailure {
  return { code: 'CHOICE', message, path: [] };
}
