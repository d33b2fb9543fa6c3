'use client';
import { useEffect, useState } from 'react';
import * as z from 'zod/mini';
import { type Sound, toSound } from './prepare-sound';

interface SoundState {
  /** null: on its way, or it failed. */
  readonly sound: Sound | null;
  /** Why there is none. */
  readonly message: string | null;
}

const ProblemSchema = z.object({ error: z.string() });
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
  const response = await fetch(url, { signal });
  const body: unknown = await response.json();
  const problem = response.ok ? null : ProblemSchema.safeParse(body).data;
  if (!response.ok) throw new Error(problem?.error ?? `The server answered ${response.status}.`);
  return toSound(body);
}

function messageOf(error: unknown): string {
  if (error instanceof z.core.$ZodError) return 'The server sent something that is no picture of a sound.';
  return error instanceof Error ? error.message : String(error);
}
