import { z } from 'zod';
import { MAX_METRIC_KEY_LENGTH, SplitSchema } from '../metric.js';
import { MAX_FILTER_CONDITIONS, MAX_FILTER_VALUES } from './filter-limits.js';
import { FILTER_AGGREGATES, FILTER_ATTRIBUTES, FILTER_OPERATORS, type FilterNode } from './filter-tree.js';

const KeySchema = z.string().min(1).max(MAX_METRIC_KEY_LENGTH);
const TextSchema = z.string().max(1000);

export const FilterFieldSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attribute'), name: z.enum(FILTER_ATTRIBUTES) }),
  z.object({
    kind: z.literal('metric'),
    split: SplitSchema,
    key: KeySchema,
    aggregate: z.enum(FILTER_AGGREGATES),
  }),
  z.object({ kind: z.literal('param'), key: KeySchema }),
]);

export const FilterValueSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), value: z.number() }),
  z.object({ kind: z.literal('text'), value: TextSchema }),
  z.object({ kind: z.literal('instant'), at: z.iso.datetime({ precision: 3 }) }),
  z.object({ kind: z.literal('ago'), seconds: z.number().int().min(0) }),
]);

/** A filter's tree as it travels and is kept: in saved views, in sweeps. */
export const FilterNodeSchema: z.ZodType<FilterNode> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('and'), parts: z.array(FilterNodeSchema).min(1).max(MAX_FILTER_CONDITIONS) }),
    z.object({ kind: z.literal('or'), parts: z.array(FilterNodeSchema).min(1).max(MAX_FILTER_CONDITIONS) }),
    z.object({ kind: z.literal('not'), part: FilterNodeSchema }),
    z.object({
      kind: z.literal('compare'),
      field: FilterFieldSchema,
      operator: z.enum(FILTER_OPERATORS),
      value: FilterValueSchema,
    }),
    z.object({
      kind: z.literal('in'),
      field: FilterFieldSchema,
      values: z.array(FilterValueSchema).min(1).max(MAX_FILTER_VALUES),
    }),
    z.object({ kind: z.literal('has'), field: FilterFieldSchema }),
    z.object({ kind: z.literal('tag'), tag: z.string().min(1).max(100) }),
    z.object({ kind: z.literal('text'), text: TextSchema.min(1) }),
  ]),
);
