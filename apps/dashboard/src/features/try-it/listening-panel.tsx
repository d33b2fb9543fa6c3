'use client';
import { FileAudio, Mic, Square } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { formatDuration } from '../../format/format';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useRecorder } from './use-recorder';

/** Takes a recording: from a file, or from the microphone. */
export function ListeningPanel({
  isReady,
  onFile,
}: {
  readonly isReady: boolean;
  readonly onFile: (file: Blob, name: string) => void;
}) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const recorder = useRecorder((recording) => onFile(recording, 'recording.wav'));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file, file.name);
  };
  return (
    <Panel title="A voice" hint="stays in this browser" bodyClassName="flex flex-col gap-3 p-4">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition to the button inside */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={classNames(
          'flex flex-col items-center gap-3 rounded-lg border border-dashed px-4 py-8 text-center',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-subtle',
        )}
      >
        <div className="flex flex-wrap justify-center gap-2">
          <label
            htmlFor={id}
            className={classNames(
              'inline-flex h-8 items-center gap-1.5 rounded-md border border-transparent bg-accent px-3 font-medium text-on-accent has-focus-visible:outline-2 [&_svg]:size-3.5',
              isReady ? 'cursor-pointer hover:bg-accent-hover' : 'opacity-50',
            )}
          >
            <FileAudio aria-hidden /> Choose a file
            <input
              id={id}
              type="file"
              accept="audio/*,.wav,.flac,.mp3,.ogg,.opus,.m4a,.webm"
              disabled={!isReady}
              className="sr-only"
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = '';
                if (file) onFile(file, file.name);
              }}
            />
          </label>
          {recorder.state.status === 'recording' ? (
            <Button variant="danger" onClick={recorder.stop}>
              <Square aria-hidden /> Stop
            </Button>
          ) : (
            <Button disabled={!isReady} onClick={recorder.start}>
              <Mic aria-hidden /> Record
            </Button>
          )}
        </div>
        {recorder.state.status === 'recording' ? (
          <Level seconds={recorder.state.seconds} level={recorder.state.level} />
        ) : (
          <p className="text-sm text-ink-faint">or drop one here · up to a minute by microphone</p>
        )}
      </div>
      {recorder.state.status === 'refused' && <Notice tone="warn">{recorder.state.message}</Notice>}
      <p className="text-sm text-ink-faint">
        Features and network are computed here, by the code that the server’s worker runs. WAV files are read by that
        code too; other formats are decoded by your browser at 48 kHz. The conversion to the model’s sample rate is
        always Voxboard’s.
      </p>
    </Panel>
  );
}

function Level({ seconds, level }: { readonly seconds: number; readonly level: number }) {
  return (
    <div className="flex w-full max-w-60 items-center gap-2 text-sm">
      <meter aria-label="Level of the microphone" min={0} max={1} value={level} className="h-2 flex-1" />
      <span className="numeric" role="timer">
        {formatDuration(seconds)}
      </span>
    </div>
  );
}
