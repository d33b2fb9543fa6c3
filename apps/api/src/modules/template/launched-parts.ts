import { z } from 'zod';

/** What a request to launch several things replied, as it is stored under its idempotency key. */
export const LaunchedPartsSchema = z.object({
  parts: z.array(
    z.object({
      key: z.string(),
      outcome: z.enum(['LAUNCHED', 'THERE_ALREADY', 'WAITING', 'REFUSED']),
      message: z.string().nullable(),
      experimentId: z.string().nullable(),
    }),
  ),
});
