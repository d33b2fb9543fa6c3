'use client';
import { useEffect, useState } from 'react';
import type { Sound } from './prepare-sound';

interface SoundState {
  /** null: on its way, or it failed. */
  readonly sound: Sound | null;
  /** Why there is none. */
  readonly message: string | null;
}

const LOADING: SoundState = { sound: null, message: null };

/** The picture of a sound, from its address. */
export function useSound(url: string): SoundState {
  const [state, setState] = useState<SoundState & { readonly url: string }>({ ...LOADING, url });
  useEffect(() => {
    const gone = new AbortController();
    fetchSound(url, gone.signal).then(
      (sound) => setState({ sound, message: null, url }),
      (error: unknown) => {
        if (!gone.signal.aborted) setState({ sound: null, message: messageOf(error), url });
      },
    );
    return () => gone.abort();
  }, [url]);
  return state.url === url ? state : LOADING;
}

async function fetchSound(url: string, signal: AbortSignal): Promise<Sound> {
  const [response, { problemOf, toSound }] = await Promise.all([
    fetch(url, { signal }),
    // What checks an answer is a library of its own: it comes with the first sound.
    import('./to-sound'),
  ]);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(problemOf(body) ?? `The server answered ${response.status}.`);
  return toSound(body);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
