import type { PublishedFigureContent } from '@voxboard/db';
import { InvalidInputError, PROTOCOL_NAMES, TaskSchema } from '@voxboard/domain';
import { z } from 'zod';
import { parseInput } from '../shared/parse-input.js';
import type { PublishedFigureInput } from './published-figure.input.js';

/** For sources that do not say how they split. */
export const NOT_STATED = 'not-stated';

/** Scores are shares. People write 61 for .61, which would top every board. */
const ShareSchema = z
  .number()
  .min(0, 'must be from 0 to 1')
  .superRefine((value, context) => {
    if (value <= 1) return;
    const meant = value <= 100 ? `; did you mean ${Number((value / 100).toPrecision(12))}` : '';
    context.addIssue({ code: 'custom', message: `must be a share from 0 to 1, got ${value}${meant}` });
  })
  .nullish()
  .transform((value) => value ?? null);
const CountSchema = z
  .number()
  .int()
  .min(1)
  .nullish()
  .transform((value) => value ?? null);
const TextSchema = z
  .string()
  .trim()
  .max(2000)
  .nullish()
  .transform((value) => value ?? '');

const DOI = /^(?:doi:\s*)?(10\.\d{4,9}\/\S+)$/i;
const UrlSchema = z
  .string()
  .trim()
  .max(1000)
  .nullish()
  .transform((text, context) => {
    if (!text) return null;
    const doi = DOI.exec(text)?.[1];
    if (doi) return `https://doi.org/${doi}`;
    if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
    context.addIssue({ code: 'custom', message: 'must be an http(s) address or a DOI such as 10.1000/182' });
    return z.NEVER;
  });

const FigureSchema = z.object({
  task: TaskSchema,
  title: z.string().trim().min(1).max(200),
  source: z.string().trim().min(1, 'must say who published it and where').max(500),
  url: UrlSchema,
  protocolName: z.enum([...PROTOCOL_NAMES, NOT_STATED]),
  protocolNote: TextSchema,
  uar: ShareSchema,
  accuracy: ShareSchema,
  macroF1: ShareSchema,
  speakerCount: CountSchema,
  clipCount: CountSchema,
  note: TextSchema,
});

/** @throws InvalidInputError */
export function parseFigure(input: PublishedFigureInput, path: readonly string[]): PublishedFigureContent {
  const figure = parseInput(FigureSchema, input, path);
  if (figure.uar === null && figure.accuracy === null && figure.macroF1 === null) {
    throw new InvalidInputError('Give at least one score: uar, accuracy or macroF1.', { path: [...path, 'uar'] });
  }
  return figure;
}
