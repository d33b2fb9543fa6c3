import { z } from 'zod';

const ImportReportSchema = z.object({
  skipped: z.array(z.object({ path: z.string(), reason: z.string(), detail: z.string() })).default([]),
  duplicates: z.array(z.object({ path: z.string(), sameAs: z.string() })).default([]),
  notes: z.array(z.union([z.string(), z.object({ detail: z.string() }).transform((note) => note.detail)])).default([]),
});
export type StoredImportReport = z.infer<typeof ImportReportSchema>;

/** The stored report of an import; empty lists until there is one. */
export function importReport(report: unknown): StoredImportReport {
  return ImportReportSchema.parse(report ?? {});
}
