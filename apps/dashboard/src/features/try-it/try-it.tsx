'use client';
import { Upload } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { decodeFile, UndecodableFileError } from './decode-file';
import { HeardPanel } from './heard-panel';
import type { ModelAddresses } from './hearing-messages';
import { ListeningPanel } from './listening-panel';
import { ServerPanel } from './server-panel';
import { useHearing } from './use-hearing';

interface Given {
  readonly file: Blob;
  readonly name: string;
  readonly address: string;
}

/** A model that hears a voice in this browser; what it is, and how far it can be trusted, stands beside it. */
export function TryIt({
  addresses,
  predictQuery,
  facts,
}: {
  readonly addresses: ModelAddresses;
  /** Names the model to `POST /predict`. */
  readonly predictQuery: string;
  readonly facts: ReactNode;
}) {
  const { state, hearing, hear, fail } = useHearing(addresses);
  const [given, setGiven] = useState<Given | null>(null);
  useEffect(() => () => URL.revokeObjectURL(given?.address ?? ''), [given]);
  const take = useCallback(
    async (file: Blob, name: string) => {
      setGiven({ file, name, address: URL.createObjectURL(file) });
      try {
        hear(await decodeFile(file));
      } catch (error) {
        fail(error instanceof UndecodableFileError ? error.message : 'The file could not be read. Choose it again.');
      }
    },
    [hear, fail],
  );
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(18rem,26rem)_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
      <div className="flex min-w-0 flex-col gap-4">
        <Notice tone="warn" title="Not for judging people">
          It was trained on acted or synthetic speech. It says how a voice sounds to it, not what a person feels, and
          must not be used to judge, hire, grade or watch people.
        </Notice>
        <ListeningPanel isReady={state.status === 'ready'} onFile={take} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:col-start-2 lg:row-span-2 lg:row-start-1" aria-live="polite">
        {state.status === 'failed' && (
          <Notice tone="bad" title="The model could not be started">
            {state.message}
          </Notice>
        )}
        {state.status === 'loading' && <Notice>The model is being loaded into this browser …</Notice>}
        {hearing.status === 'idle' && state.status === 'ready' && (
          <Panel>
            <EmptyState icon={Upload} title="Choose or record a voice">
              A few seconds of one person speaking. Nothing is uploaded unless you ask for it.
            </EmptyState>
          </Panel>
        )}
        {hearing.status === 'hearing' && (
          <Panel title="Listening" hint={given?.name}>
            <ProgressBar done={hearing.done} total={hearing.total} label="Windows heard" />
          </Panel>
        )}
        {hearing.status === 'failed' && (
          <Notice tone="bad" title="This recording could not be heard">
            {hearing.message}
          </Notice>
        )}
        {hearing.status === 'heard' && state.status === 'ready' && (
          <HeardPanel
            heard={hearing.heard}
            labels={state.card.labels}
            by={`in this browser (${state.backend}), ${(hearing.milliseconds / 1000).toFixed(2)} s`}
            audio={given?.address ?? null}
          />
        )}
        {given && (hearing.status === 'heard' || hearing.status === 'failed') && (
          <ServerPanel
            key={given.address}
            query={predictQuery}
            file={given.file}
            name={given.name}
            own={hearing.status === 'heard' ? hearing.heard : null}
          />
        )}
        {given && hearing.status !== 'hearing' && (
          <Button className="self-start" variant="ghost" onClick={() => take(given.file, given.name)}>
            Hear it again
          </Button>
        )}
      </div>
      {facts}
    </div>
  );
}
