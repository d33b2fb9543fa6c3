import { parseArgs } from 'node:util';
import { z } from 'zod';

export const PARTS = ['table', 'compare', 'live', 'routes', 'mlflow'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly parts: ReadonlySet<Part>;
  /** How long the live page is watched. */
  readonly liveSeconds: number;
}

const DEFAULT_LIVE_SECONDS = 20;
const OptionsSchema = z.object({
  only: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(PARTS, `--only takes parts separated by commas: ${PARTS.join(', ')}`)))
    .default([...PARTS]),
  minutes: z.coerce.number('--minutes takes a number').positive().max(120).optional(),
});

/** `--only table,live` runs those parts; `--minutes 10` watches the live page so long. @throws what is wrong with them */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' }, minutes: { type: 'string' } } });
  const parsed = OptionsSchema.safeParse(values);
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message);
  const { only, minutes } = parsed.data;
  return { parts: new Set(only), liveSeconds: minutes === undefined ? DEFAULT_LIVE_SECONDS : minutes * 60 };
}
