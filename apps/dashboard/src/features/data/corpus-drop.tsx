'use client';
import { FileArchive, FolderOpen, Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { formatBytes, plural } from '../../format/format';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { type ChosenCorpus, type ChosenFile, filesOfDrop, filesOfInput, toCorpus } from './upload-files';

/** Takes a zip or a folder, dropped or chosen. */
export function CorpusDrop({
  corpus,
  isLocked,
  onChoose,
}: {
  readonly corpus: ChosenCorpus | null;
  /** While it is being sent. */
  readonly isLocked: boolean;
  /** Called with what was chosen, or with why it cannot be uploaded. */
  readonly onChoose: (chosen: ChosenCorpus | string) => void;
}) {
  const [isOver, setIsOver] = useState(false);
  const zip = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const choose = (files: readonly ChosenFile[]) => {
    if (files.length > 0) onChoose(toCorpus(files));
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (!isLocked) choose(await filesOfDrop(event.dataTransfer));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way to what the two buttons do
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(!isLocked);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={classNames(
        'flex flex-col items-center gap-2 rounded-lg border border-dashed px-4 py-5 text-center transition-colors',
        isOver ? 'border-accent bg-hover' : 'border-line-strong',
      )}
    >
      {corpus ? (
        <p className="flex min-w-0 max-w-full items-center gap-2 font-medium">
          {corpus.kind === 'ZIP' ? (
            <FileArchive aria-hidden className="size-4" />
          ) : (
            <FolderOpen aria-hidden className="size-4" />
          )}
          <span className="truncate">{corpus.name}</span>
          <span className="shrink-0 font-normal text-ink-faint">
            {corpus.kind === 'FOLDER' && `${plural(corpus.files.length, 'file')}, `}
            {formatBytes(corpus.totalBytes)}
          </span>
        </p>
      ) : (
        <p className="flex items-center gap-2 text-ink-soft">
          <Upload aria-hidden className="size-4" /> Drop a zip or a folder here
        </p>
      )}
      <div className="flex flex-wrap justify-center gap-2">
        <Button size="sm" disabled={isLocked} onClick={() => zip.current?.click()}>
          Choose a zip
        </Button>
        <Button size="sm" disabled={isLocked} onClick={() => folder.current?.click()}>
          Choose a folder
        </Button>
      </div>
      <input
        ref={zip}
        type="file"
        accept=".zip,application/zip"
        aria-label="Zip of recordings"
        className="hidden"
        onChange={(event) => choose(filesOfInput(event.target.files))}
      />
      <input
        ref={folder}
        type="file"
        multiple
        {...{ webkitdirectory: '' }}
        aria-label="Folder of recordings"
        className="hidden"
        onChange={(event) => choose(filesOfInput(event.target.files))}
      />
    </div>
  );
}
