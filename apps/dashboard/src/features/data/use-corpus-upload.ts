'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useMutationResult } from '../../api/use-mutation-result';
import { CancelUploadDocument, CreateUploadDocument, UploadStateDocument } from '../../generated/graphql';
import { rememberedUpload, rememberUpload } from './remembered-upload';
import { type ChosenCorpus, fingerprintOf } from './upload-files';
import { type ServerFile, type UploadProgress, UploadQueue } from './upload-queue';

export type UploadPhase = 'IDLE' | 'SENDING' | 'PAUSED' | 'SENT';

interface Place {
  readonly id: string;
  readonly url: string;
  readonly files: readonly ServerFile[];
}

const NOTHING: UploadProgress = { sentBytes: 0, doneFiles: 0 };

/** Sends a corpus to the server; it goes on where it was when it was paused, or when the page was closed. */
export function useCorpusUpload(slug: string) {
  const client = useClient();
  const [createUpload] = useMutationResult(CreateUploadDocument, 'createUpload');
  const [cancelUpload] = useMutationResult(CancelUploadDocument, 'cancelUpload');
  const [phase, setPhase] = useState<UploadPhase>('IDLE');
  const [progress, setProgress] = useState<UploadProgress>(NOTHING);
  const [error, setError] = useState<string | null>(null);
  const queue = useRef<UploadQueue | null>(null);
  const uploadId = useRef<string | null>(null);

  useEffect(() => () => queue.current?.stop(), []);

  const placeOf = useCallback(
    async (id: string): Promise<Place | null> => {
      const { data } = await client.query(UploadStateDocument, { id }, { requestPolicy: 'network-only' }).toPromise();
      return data?.upload ?? null;
    },
    [client],
  );

  /** The place that this browser began to fill with the same files, or a new one. */
  const findPlace = useCallback(
    async (corpus: ChosenCorpus): Promise<Place | string> => {
      const fingerprint = fingerprintOf(corpus);
      const remembered = rememberedUpload(slug);
      const known = remembered?.fingerprint === fingerprint ? await placeOf(remembered.uploadId) : null;
      if (known) return known;
      const { name, kind, files, totalBytes } = corpus;
      const outcome = await createUpload({
        input: { projectSlug: slug, name, kind, fileCount: files.length, totalBytes },
      });
      if (!outcome.ok) return outcome.failure.message;
      const { upload } = outcome.value;
      rememberUpload(slug, { uploadId: upload.id, fingerprint, name });
      return upload;
    },
    [slug, createUpload, placeOf],
  );

  /** Resolves with the upload's id when all of it is there; null when it was paused or failed. */
  const send = useCallback(
    async (corpus: ChosenCorpus): Promise<string | null> => {
      setError(null);
      setPhase('SENDING');
      const place = await findPlace(corpus);
      if (typeof place === 'string') {
        setError(place);
        setPhase('IDLE');
        return null;
      }
      uploadId.current = place.id;
      return new Promise((resolve) => {
        queue.current = new UploadQueue(place.url, corpus.files, place.files, {
          progress: setProgress,
          finished: () => {
            setPhase('SENT');
            resolve(place.id);
          },
          failed: (message) => {
            setError(message);
            setPhase('PAUSED');
            resolve(null);
          },
        });
        queue.current.start();
      });
    },
    [findPlace],
  );

  const pause = useCallback(() => {
    queue.current?.stop();
    setPhase('PAUSED');
  }, []);

  /** Forgets the upload; the server removes what has come of it. */
  const discard = useCallback(async () => {
    queue.current?.stop();
    const id = uploadId.current ?? rememberedUpload(slug)?.uploadId ?? null;
    rememberUpload(slug, null);
    uploadId.current = null;
    setPhase('IDLE');
    setProgress(NOTHING);
    setError(null);
    if (id !== null) await cancelUpload({ uploadId: id });
  }, [slug, cancelUpload]);

  /** The import has it: nothing is left to resume. */
  const forget = useCallback(() => {
    rememberUpload(slug, null);
    uploadId.current = null;
    setPhase('IDLE');
    setProgress(NOTHING);
  }, [slug]);

  return { phase, progress, error, send, pause, discard, forget };
}
