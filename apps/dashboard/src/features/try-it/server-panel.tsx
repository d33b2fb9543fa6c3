'use client';
import { CloudUpload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { formatDateTime, formatPercent } from '../../format/format';
import { HeardClipDocument, type HeardClipQuery } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import type { Heard } from './hearing-messages';
import { ranked } from './prepare-timeline';
import { sendRecording } from './send-recording';

const POLL_MS = 1000;

/** Sends the recording to the server when somebody asks for it, and shows what its worker says of it. */
export function ServerPanel({
  query,
  file,
  name,
  own,
}: {
  readonly query: string;
  readonly file: Blob;
  readonly name: string;
  /** What this browser computed, to compare. */
  readonly own: Heard | null;
}) {
  const [isSending, setIsSending] = useState(false);
  const [sent, setSent] = useState<{ readonly id: string } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const send = async () => {
    setIsSending(true);
    setFailure(null);
    const outcome = await sendRecording(query, file, name);
    setIsSending(false);
    if (outcome.ok) setSent({ id: outcome.predictionId });
    else setFailure(outcome.message);
  };
  return (
    <Panel title="The same on the server" hint="only when you ask for it" bodyClassName="flex flex-col gap-3 p-4">
      {sent === null ? (
        <>
          <p className="text-ink-soft">
            Sends the recording to this Voxboard, where a worker hears it. It is removed there after 24 hours.
          </p>
          <Button className="self-start" disabled={isSending} onClick={send}>
            <CloudUpload aria-hidden /> Send to the server
          </Button>
        </>
      ) : (
        <Answer id={sent.id} own={own} />
      )}
      {failure && <Notice tone="bad">{failure}</Notice>}
    </Panel>
  );
}

function Answer({ id, own }: { readonly id: string; readonly own: Heard | null }) {
  const state = useApiQuery(HeardClipDocument, { id }, { requestPolicy: 'network-only' });
  const clip = state.data?.clipPrediction ?? null;
  const isDone = clip?.status === 'READY' || clip?.status === 'FAILED';
  const { reload } = state;
  useEffect(() => {
    if (isDone) return;
    const timer = setInterval(reload, POLL_MS);
    return () => clearInterval(timer);
  }, [isDone, reload]);
  if (state.status === 'failed') return <Notice tone="bad">{state.message}</Notice>;
  if (clip === null || !isDone) return <p role="status">A worker is listening …</p>;
  if (clip.status === 'FAILED') {
    return (
      <Notice tone="bad" title={clip.errorCode ?? 'It failed'}>
        {clip.error}
      </Notice>
    );
  }
  return <Result clip={clip} own={own} />;
}

function Result({
  clip,
  own,
}: {
  readonly clip: NonNullable<HeardClipQuery['clipPrediction']>;
  readonly own: Heard | null;
}) {
  const best = clip.probabilities && ranked(clip.labels, clip.probabilities)[0];
  const difference = own && greatestDifference(own, clip);
  return (
    <div className="flex flex-col gap-1" data-testid="server-answer" data-difference={difference ?? ''}>
      <p>
        {best ? (
          <>
            <span className="font-semibold">{best.label}</span> {formatPercent(best.probability)}
          </>
        ) : (
          'Nothing of the whole recording could be read.'
        )}
      </p>
      {difference !== null && (
        <p className="text-sm text-ink-faint">
          Over {clip.windows.length} windows, the greatest difference from this browser is {difference.toExponential(1)}
          .
        </p>
      )}
      {clip.audioExpiresAt && (
        <p className="text-sm text-ink-faint">The recording is removed by {formatDateTime(clip.audioExpiresAt)}.</p>
      )}
    </div>
  );
}

/** Of all probabilities, as a whole and over time; null where the two do not have the same windows. */
function greatestDifference(own: Heard, clip: NonNullable<HeardClipQuery['clipPrediction']>): number | null {
  if (own.windows.length !== clip.windows.length) return null;
  const pairs = [[own.probabilities, clip.probabilities] as const].concat(
    own.windows.map((window, i) => [window.probabilities, clip.windows[i]?.probabilities ?? null] as const),
  );
  let greatest = 0;
  for (const [mine, theirs] of pairs) {
    if ((mine === null) !== (theirs === null)) return null;
    mine?.forEach((p, i) => {
      greatest = Math.max(greatest, Math.abs(p - (theirs?.[i] ?? Number.NaN)));
    });
  }
  return greatest;
}
