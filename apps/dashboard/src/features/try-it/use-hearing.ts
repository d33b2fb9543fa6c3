'use client';
import type { ModelCard } from '@voxboard/domain';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FromHearing, Heard, ModelAddresses, Recording, ToHearing } from './hearing-messages';

export type ModelState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly card: ModelCard; readonly backend: string }
  | { readonly status: 'failed'; readonly message: string };

export type HearingState =
  | { readonly status: 'idle' }
  | { readonly status: 'hearing'; readonly done: number; readonly total: number | null }
  | { readonly status: 'heard'; readonly heard: Heard; readonly milliseconds: number }
  | { readonly status: 'failed'; readonly message: string };

/** A model in a thread of its own, and what it hears. The thread ends with the page. */
export function useHearing({ model, weights, card }: ModelAddresses) {
  const [state, setState] = useState<ModelState>({ status: 'loading' });
  const [hearing, setHearing] = useState<HearingState>({ status: 'idle' });
  const thread = useRef<Worker | null>(null);
  const latest = useRef(0);
  useEffect(() => {
    const worker = new Worker(new URL('./hearing.worker.ts', import.meta.url), { type: 'module' });
    thread.current = worker;
    setState({ status: 'loading' });
    worker.onmessage = ({ data }: MessageEvent<FromHearing>) => {
      if (data.kind === 'loaded') setState({ status: 'ready', card: data.card, backend: data.backend });
      else if (data.kind === 'failed' && data.id === null) setState({ status: 'failed', message: data.message });
      else if (data.id === latest.current) setHearing(toState(data));
    };
    worker.onerror = (event) =>
      setState({ status: 'failed', message: event.message || 'The model could not be started.' });
    const absolute = (address: string) => new URL(address, location.href).href;
    const addresses = { model: absolute(model), weights: absolute(weights), card: absolute(card) };
    worker.postMessage({ kind: 'load', addresses } satisfies ToHearing);
    return () => worker.terminate();
  }, [model, weights, card]);
  const hear = useCallback((recording: Recording) => {
    latest.current += 1;
    setHearing({ status: 'hearing', done: 0, total: null });
    thread.current?.postMessage({ kind: 'hear', id: latest.current, recording } satisfies ToHearing);
  }, []);
  const fail = useCallback((message: string) => {
    latest.current += 1;
    setHearing({ status: 'failed', message });
  }, []);
  return { state, hearing, hear, fail };
}

function toState(message: Exclude<FromHearing, { kind: 'loaded' }>): HearingState {
  switch (message.kind) {
    case 'progress':
      return { status: 'hearing', done: message.done, total: message.total };
    case 'heard':
      return { status: 'heard', heard: message.heard, milliseconds: message.milliseconds };
    case 'failed':
      return { status: 'failed', message: message.message };
  }
}
