'use client';
import { formatBytes, plural } from '../../format/format';
import { ProgressBar } from '../../ui/progress-bar';
import type { ChosenCorpus } from './upload-files';
import type { UploadProgress } from './upload-queue';

/** How much of a corpus has been sent. */
export function UploadProgressLine({
  corpus,
  progress,
  isPaused,
}: {
  readonly corpus: ChosenCorpus;
  readonly progress: UploadProgress;
  readonly isPaused: boolean;
}) {
  const { sentBytes, doneFiles } = progress;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="numeric flex justify-between gap-3 text-sm text-ink-faint">
        <span>
          {isPaused ? 'Paused at' : 'Sent'} {formatBytes(sentBytes)} of {formatBytes(corpus.totalBytes)}
        </span>
        {corpus.kind === 'FOLDER' && (
          <span>
            {doneFiles} of {plural(corpus.files.length, 'file')}
          </span>
        )}
      </p>
      <ProgressBar label={`Uploading ${corpus.name}`} done={sentBytes} total={corpus.totalBytes} />
    </div>
  );
}
