import { z } from 'zod';

const figure = z.number().nullable();
const StatisticsOfValuesSchema = z.object({
  count: z.number(),
  missing: z.number(),
  mean: figure,
  sd: figure,
  min: figure,
  q05: figure,
  q25: figure,
  median: figure,
  q75: figure,
  q95: figure,
  max: figure,
});

/** Figures as they are kept. */
export const StatisticsSchema = z.array(
  z.object({ column: z.string(), statistics: StatisticsOfValuesSchema, explained: figure }),
);
export const DistributionSchema = z.object({
  edges: z.array(z.number()),
  groups: z.array(
    z.object({
      label: z.string().nullable(),
      statistics: StatisticsOfValuesSchema,
      counts: z.array(z.number()),
      below: z.number(),
      above: z.number(),
    }),
  ),
});
export const ProjectionSchema = z.object({
  positions: z.array(z.number()),
  x: z.array(z.number()),
  y: z.array(z.number()),
  explained: z.array(z.number()),
  loadings: z.array(z.array(z.object({ column: z.string(), weight: z.number() }))),
  missingCount: z.number(),
});
