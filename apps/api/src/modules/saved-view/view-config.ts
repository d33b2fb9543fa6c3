import { MAX_FILTER_LENGTH, parseFilter } from '@voxboard/domain';
import { z } from 'zod';

const ColumnSchema = z.string().min(1).max(300);
const ColumnsSchema = z.array(ColumnSchema).max(200);

/**
 * How a table of runs is looked at. Columns are named as in the dashboard's address: `name`, `metrics.test.uar`,
 * `best(metrics.validation.loss)`, `params.width`.
 */
export const ViewConfigSchema = z
  .object({
    query: z.string().max(MAX_FILTER_LENGTH).default(''),
    sort: z
      .object({ column: ColumnSchema, direction: z.enum(['asc', 'desc']) })
      .nullable()
      .default(null),
    columns: ColumnsSchema.nullable().default(null),
    pinned: ColumnsSchema.default([]),
    widths: z.record(ColumnSchema, z.number().int().min(40).max(2000)).default({}),
    group: z.array(ColumnSchema).max(3).default([]),
  })
  .strict();
export type ViewConfig = z.infer<typeof ViewConfigSchema>;

/** @throws FilterSyntaxError when the kept filter is none */
export function requireReadableQuery({ query }: ViewConfig): void {
  parseFilter(query);
}
