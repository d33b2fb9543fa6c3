import { parseArgs } from 'node:util';
import { z } from 'zod';

export const PARTS = ['logging', 'reading', 'filters', 'live'] as const;
export type Part = (typeof PARTS)[number];

const OnlySchema = z
  .string()
  .transform((list) => list.split(','))
  .pipe(z.array(z.enum(PARTS, `--only takes parts separated by commas: ${PARTS.join(', ')}`)))
  .default([...PARTS]);

/** `--only reading,filters` measures those parts. @throws what is wrong with the options */
export function partsWanted(args: readonly string[]): ReadonlySet<Part> {
  const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' } } });
  const parsed = OnlySchema.safeParse(values.only);
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message);
  return new Set(parsed.data);
}
