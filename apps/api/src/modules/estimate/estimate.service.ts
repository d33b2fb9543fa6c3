import type { ArchitectureRateRow, ArchitectureRow, LabelFactsRow, WorkerRow } from '@voxboard/db';
import { ArchitectureSpecSchema } from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import { launchConfig } from '../experiment/launch-config.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { foldCountOf, MEASURED_MS_PER_ROW, trainingShare } from '../template/time-estimate.js';
import type { WorkerService } from '../worker/worker.service.js';
import type { LaunchEstimate, LaunchEstimateInput } from './estimate.type.js';

const CountsSchema = z.object({
  architectureIds: z.array(z.string()).min(1, 'must name at least one architecture').max(100),
  seedCount: z.number().int().min(1).max(100),
  foldCount: z.number().int().min(1).max(1000).nullable(),
  trialCount: z.number().int().min(1).max(1000),
});
const MOST_WAITING = 5000;

/** How long launches and sweeps would take, from what was measured here, and what that would cost. */
export class EstimateService {
  constructor(
    private readonly readers: Readers,
    private readonly workers: WorkerService,
  ) {}

  /** @throws InvalidInputError, NotFoundError */
  async estimate(input: LaunchEstimateInput): Promise<LaunchEstimate> {
    const counts = parseInput(CountsSchema, {
      ...input,
      foldCount: input.foldCount ?? null,
      trialCount: input.trialCount ?? 1,
    });
    const project = required(await this.readers.project.bySlug(input.projectSlug), 'Project', input.projectSlug);
    const [found] = await this.readers.featureSet.byIds([requireUuid('Feature set', input.featureSetId)]);
    const featureSet = required(found, 'Feature set', input.featureSetId);
    const facts = await this.readers.labelFacts.ofVersion(featureSet.datasetVersionId);
    const ids = counts.architectureIds.map((id) => requireUuid('Architecture', id));
    const rows = await this.readers.architecture.byIds(ids);
    const architectures = rows.map((row, i) =>
      required(row?.projectId === null || row?.projectId === project.id ? row : null, 'Architecture', ids[i] ?? ''),
    );
    const rates = await this.readers.labelFacts.ratesOf(ids);
    const parts = architectures.map((architecture) =>
      partOf(architecture, input, facts, featureSet.rowsPerClip, rates, counts.foldCount),
    );
    const runsEach = counts.seedCount * counts.trialCount;
    const runCount = parts.reduce((sum, { folds }) => sum + folds * runsEach, 0);
    const seconds = parts.map(({ folds, secondsPerRun }) => secondsPerRun && folds * runsEach * secondsPerRun);
    const trainSeconds = seconds.some((one) => one === null)
      ? null
      : seconds.reduce((sum: number, one) => sum + (one ?? 0), 0);
    const taking = await this.workers.taking();
    const ahead = await this.#ahead();
    return {
      runCount,
      trainSeconds,
      wallSeconds:
        trainSeconds === null || ahead === null || taking.length === 0 ? null : (ahead + trainSeconds) / taking.length,
      basis: trainSeconds === null ? null : [...new Set(parts.flatMap(({ basis }) => basis ?? []))].join('; '),
      workerCount: taking.length,
      waitingCount: (await this.readers.queue.order(MOST_WAITING)).length,
      ...costOf(trainSeconds, taking),
    };
  }

  /** Seconds of training that wait or are under way; null where nobody knows of one of them. */
  async #ahead(): Promise<number | null> {
    const waiting = (await this.readers.queue.order(MOST_WAITING)).map(({ expectedSeconds }) => expectedSeconds);
    const underWay = (await this.readers.queue.underWay()).map(({ remainingSeconds }) => remainingSeconds);
    return [...waiting, ...underWay].reduce<number | null>(
      (sum, one) => (sum === null || one === null ? null : sum + one),
      0,
    );
  }
}

function partOf(
  architecture: ArchitectureRow,
  input: LaunchEstimateInput,
  facts: LabelFactsRow,
  rowsPerClip: number,
  rates: readonly ArchitectureRateRow[],
  foldCount: number | null,
) {
  // The task decides nothing about the time.
  const { protocol, hyperparameters } = launchConfig('EMOTION', architecture, input.protocol, input.hyperparameters);
  const all = foldCountOf({ protocol }, facts);
  const folds = Math.min(foldCount ?? all, all);
  const rows = trainingShare({ protocol }, all) * facts.clipCount * rowsPerClip;
  const rate = rateOf(architecture, rates);
  return {
    folds,
    secondsPerRun: rate && rate.secondsPerRow * rows * hyperparameters.epochs,
    basis: rate && `${architecture.name}: ${rate.basis}`,
  };
}

function rateOf(architecture: ArchitectureRow, rates: readonly ArchitectureRateRow[]) {
  const here = rates.find(({ architectureId }) => architectureId === architecture.id);
  if (here) {
    const runs = here.runCount === 1 ? 'run' : `${here.runCount} runs`;
    return { secondsPerRow: here.secondsPerRow, basis: `median of the last ${runs} here` };
  }
  const spec = ArchitectureSpecSchema.parse(architecture.spec);
  const measured = spec.kind === 'preset' && spec.width === 1 ? MEASURED_MS_PER_ROW[spec.preset] : undefined;
  return measured === undefined
    ? null
    : {
        secondsPerRow: measured / 1000,
        basis: 'measured on two CPU cores without a GPU; nothing was trained here yet',
      };
}

function costOf(trainSeconds: number | null, workers: readonly WorkerRow[]) {
  const priced = workers.flatMap(({ pricePerHour, priceCurrency }) =>
    pricePerHour === null || priceCurrency === null ? [] : [{ pricePerHour, priceCurrency }],
  );
  const currency = priced[0]?.priceCurrency ?? null;
  // Prices in several currencies have no mean.
  if (trainSeconds === null || currency === null || priced.some((one) => one.priceCurrency !== currency)) {
    return { cost: null, currency: null };
  }
  const mean = priced.reduce((sum, one) => sum + one.pricePerHour, 0) / priced.length;
  return { cost: (trainSeconds / 3600) * mean, currency };
}
