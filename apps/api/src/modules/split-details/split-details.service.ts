import { type ClipFactRow, parseFolds, type SplitFoldsRow } from '@voxboard/db';
import { ClipLabelsSchema, type RowRef, type Split } from '@voxboard/domain';
import { balanceTable } from '@voxboard/evaluation';
import type { Readers } from '../../readers.js';
import { asUuid } from '../shared/parse-input.js';
import type { SplitCell, SplitDetails, SplitPart } from './split-details.type.js';

const PARTS = [
  ['TRAIN', 'train'],
  ['VALIDATION', 'validation'],
  ['TEST', 'test'],
] as const;

export class SplitDetailsService {
  constructor(private readonly readers: Readers) {}

  /** Null when there is none with this id. */
  async byId(id: string): Promise<SplitDetails | null> {
    const uuid = asUuid(id);
    return uuid === null ? null : ((await this.#details(await this.readers.splitFolds.byIds([uuid])))[0] ?? null);
  }

  /** The splits that the runs of an experiment are on: one, unless it was launched with several split seeds. */
  async ofExperiment(experimentId: string): Promise<SplitDetails[]> {
    return this.#details(await this.readers.splitFolds.ofExperiment(experimentId));
  }

  async #details(plans: readonly SplitFoldsRow[]): Promise<SplitDetails[]> {
    return Promise.all(
      plans.map(async (plan) => toDetails(plan, await this.readers.splitFolds.clips(plan.datasetVersionId))),
    );
  }
}

function toDetails(plan: SplitFoldsRow, clips: readonly ClipFactRow[]): SplitDetails {
  const folds = parseFolds(plan.folds);
  const balance = balanceTable(
    folds,
    clips.map((clip) => ClipLabelsSchema.parse(clip)),
    plan.task,
  );
  const { id, protocolName: protocol, seed, splitHash } = plan;
  return {
    id,
    protocol,
    seed,
    splitHash,
    unlabelledClipCount: balance.unlabelledClipCount,
    folds: folds.map((fold, index) => ({
      index,
      parts: PARTS.map(([part, key]) => toPart(part, fold[key], clips)),
      warnings: balance.warnings.filter((warning) => warning.fold === index).map(({ message }) => message),
    })),
  };
}

function toPart(part: Split, rows: readonly RowRef[], clips: readonly ClipFactRow[]): SplitPart {
  const members = [...new Set(rows.map(({ clip }) => clip))].flatMap((clip) => clips[clip] ?? []);
  const cells = new Map<string, SplitCell>();
  for (const { speaker, gender, emotion } of members) {
    const key = JSON.stringify([speaker, gender, emotion]);
    const known = cells.get(key);
    if (known) known.count++;
    else cells.set(key, { speaker, gender, emotion, count: 1 });
  }
  return {
    part,
    rowCount: rows.length,
    clipCount: members.length,
    speakers: [...new Set(members.map(({ speaker }) => speaker))].sort(),
    cells: [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell),
  };
}
