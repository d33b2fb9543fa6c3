import * as z from 'zod/mini';
import type { Sound } from './prepare-sound';

/** What the server sends of a sound; see `/clips/…/picture.json` in docs/data.md. */
const SoundPictureSchema = z.object({
  sampleRateHz: z.number().check(z.positive()),
  durationSec: z.number().check(z.minimum(0)),
  minima: z.array(z.nullable(z.number())),
  maxima: z.array(z.nullable(z.number())),
  spectrogram: z.object({
    frameCount: z.int().check(z.minimum(0)),
    rowCount: z.int().check(z.positive()),
    secPerFrame: z.number().check(z.positive()),
    minHz: z.number().check(z.positive()),
    maxHz: z.number().check(z.positive()),
    maxDb: z.number(),
    rangeDb: z.number().check(z.positive()),
    levels: z.base64(),
  }),
});
const ProblemSchema = z.object({ error: z.string() });

export class NoSoundPictureError extends Error {
  constructor() {
    super('The server sent something that is no picture of a sound.');
  }
}

/** @throws NoSoundPictureError when the server sent something else */
export function toSound(picture: unknown): Sound {
  const parsed = SoundPictureSchema.safeParse(picture);
  if (!parsed.success) throw new NoSoundPictureError();
  const { spectrogram, minima, maxima, ...sound } = parsed.data;
  const levels = Uint8Array.from(atob(spectrogram.levels), (character) => character.charCodeAt(0));
  // A part without a finite sample is drawn as silence.
  const drawn = (value: number | null) => value ?? 0;
  return { ...sound, ...spectrogram, levels, minima: minima.map(drawn), maxima: maxima.map(drawn) };
}

/** What the server says against a request; null when it says nothing of that kind. */
export function problemOf(body: unknown): string | null {
  return ProblemSchema.safeParse(body).data?.error ?? null;
}
