import type { SplitPlanRow } from '@voxboard/db';
import { z } from 'zod';
import type { SplitPlan } from './split-plan.type.js';

const PartSchema = z.object({ rowCount: z.number().int(), speakers: z.array(z.string()) });
/** What is read of the balance table that a split plan is stored with. */
const BalanceSchema = z.object({
  folds: z.array(z.object({ train: PartSchema, validation: PartSchema, test: PartSchema })),
});

/** A plan as one of its folds sees it; sizes 0 where the plan was stored without a balance table. */
export function toSplitPlan(
  plan: SplitPlanRow,
  foldIndex: number,
): SplitPlan & Pick<SplitPlanRow, 'protocol' | 'protocolHash'> {
  const balance = BalanceSchema.safeParse(plan.balance);
  const fold = balance.data?.folds[foldIndex];
  return {
    id: plan.id,
    seed: plan.seed,
    foldCount: plan.foldCount,
    splitHash: plan.splitHash,
    trainRows: fold?.train.rowCount ?? 0,
    validationRows: fold?.validation.rowCount ?? 0,
    testRows: fold?.test.rowCount ?? 0,
    testSpeakers: fold?.test.speakers ?? [],
    validationSpeakers: fold?.validation.speakers ?? [],
    protocol: plan.protocol,
    protocolHash: plan.protocolHash,
  };
}
