import type { RunStatus, Split, SweepStatus, TrialStatus } from '@voxboard/domain';
import {
  cursorCondition,
  type KeysetOrder,
  newestFirst,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { groupedBy, inOrderOf, type Queryable, StatementValues } from './queryable.js';

export interface SweepRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly status: SweepStatus;
  readonly definition: unknown;
  readonly endReason: string | null;
  readonly pausedSeconds: number;
  readonly pausedAt: Date | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface SweepTrialRow {
  readonly id: string;
  readonly sweepId: string;
  readonly number: number;
  readonly status: TrialStatus;
  readonly values: unknown;
  readonly experimentId: string | null;
  readonly objective: number | null;
  readonly reason: string | null;
  readonly sparedReason: string | null;
  readonly trainSeconds: number | null;
  readonly savedSeconds: number | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A run of a trial, with what the objective's series has come to. */
export interface TrialRunRow {
  readonly trialId: string;
  readonly runId: string;
  readonly status: RunStatus;
  readonly foldIndex: number | null;
  readonly seed: number | null;
  readonly stopReason: string | null;
  readonly isCancelRequested: boolean;
  readonly epochsDone: number;
  readonly epochCount: number | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly errorMessage: string | null;
  readonly lastValue: number | null;
  readonly minValue: number | null;
  readonly maxValue: number | null;
}

/** That an experiment is one of the trials of a sweep: it was chosen, or not, by its validation score. */
export interface SelectionRow {
  readonly experimentId: string;
  readonly sweepId: string;
  readonly number: number;
  /** Trials of the sweep that came to a result. */
  readonly completeTrials: number;
  /** Those, and the ones that were stopped because others did better. */
  readonly trialCount: number;
  readonly isBest: boolean;
  /** Whether the sweep has ended: only then it has chosen. */
  readonly isDecided: boolean;
  readonly metric: string;
  readonly split: string;
}

const SWEEP = `SELECT s.id, s.project_id AS "projectId", s.name, s.status, s.definition, s.end_reason AS "endReason",
  s.paused_seconds AS "pausedSeconds", s.paused_at AS "pausedAt", s.created_at AS "createdAt",
  s.finished_at AS "finishedAt" FROM sweep s`;

const TRIAL = `SELECT t.id, t.sweep_id AS "sweepId", t.number, t.status, t.values, t.experiment_id AS "experimentId",
  t.objective, t.reason, t.spared_reason AS "sparedReason", t.train_seconds AS "trainSeconds",
  t.saved_seconds AS "savedSeconds", t.created_at AS "createdAt", t.finished_at AS "finishedAt" FROM sweep_trial t`;

const BY_NUMBER: KeysetOrder<SweepTrialRow> = {
  name: 'trials',
  direction: 'ASC',
  columns: [{ sql: 't.number', type: 'int4' }],
  valuesOf: (row) => [row.number],
};

export class SweepReader {
  constructor(private readonly sql: Queryable) {}

  async page(projectId: string, page: PageArguments): Promise<Page<SweepRow>> {
    const order = newestFirst<SweepRow>('s');
    const request = pageRequest(page, 20);
    const values = new StatementValues();
    const where = `s.project_id = ${values.add(projectId)}::uuid`;
    const after = cursorCondition(order, request, values);
    const { rows } = await this.sql.query<SweepRow>({
      text: `/* sweeps */ ${SWEEP} WHERE ${after === null ? where : `${where} AND ${after}`} ${orderAndLimit(order, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, order);
  }

  async byIds(ids: readonly string[]): Promise<(SweepRow | null)[]> {
    const { rows } = await this.sql.query<SweepRow>({
      name: 'sweepsByIds',
      text: `/* sweepsByIds */ ${SWEEP} WHERE s.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** Sweeps that go on, or whose last trials have not ended. */
  async activeIds(): Promise<string[]> {
    const { rows } = await this.sql.query<{ id: string }>({
      name: 'activeSweeps',
      text: `/* activeSweeps */ SELECT s.id FROM sweep s WHERE s.status IN ('RUNNING', 'PAUSED')
        UNION SELECT t.sweep_id FROM sweep_trial t WHERE t.status IN ('PLANNED', 'RUNNING') ORDER BY 1`,
    });
    return rows.map(({ id }) => id);
  }

  /** All trials of each sweep, by number. */
  async trialsOf(sweepIds: readonly string[]): Promise<SweepTrialRow[][]> {
    const { rows } = await this.sql.query<SweepTrialRow>({
      name: 'trialsOfSweeps',
      text: `/* trialsOfSweeps */ ${TRIAL} WHERE t.sweep_id = ANY ($1::uuid[]) ORDER BY t.sweep_id, t.number`,
      values: [sweepIds],
    });
    return groupedBy(sweepIds, rows, (row) => row.sweepId);
  }

  async trialPage(sweepId: string, page: PageArguments): Promise<Page<SweepTrialRow>> {
    const request = pageRequest(page, 100);
    const values = new StatementValues();
    const where = `t.sweep_id = ${values.add(sweepId)}::uuid`;
    const after = cursorCondition(BY_NUMBER, request, values);
    const { rows } = await this.sql.query<SweepTrialRow>({
      text: `/* trials */ ${TRIAL} WHERE ${after === null ? where : `${where} AND ${after}`} ${orderAndLimit(BY_NUMBER, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, BY_NUMBER);
  }

  /** Runs of a sweep's trials, as far as they are not deleted. */
  async runsOf(sweepId: string, metric: { readonly key: string; readonly split: Split }): Promise<TrialRunRow[]> {
    const { rows } = await this.sql.query<TrialRunRow>({
      name: 'runsOfTrials',
      text: `/* runsOfTrials */ SELECT t.id AS "trialId", r.id AS "runId", r.status, r.fold_index AS "foldIndex", r.seed,
          r.stop_reason AS "stopReason", r.cancel_requested_at IS NOT NULL AS "isCancelRequested",
          r.epochs_done AS "epochsDone", r.epoch_count AS "epochCount", r.started_at AS "startedAt",
          r.finished_at AS "finishedAt", r.error_message AS "errorMessage", m.last_value AS "lastValue",
          m.min_value AS "minValue", m.max_value AS "maxValue"
        FROM sweep_trial t JOIN run r ON r.experiment_id = t.experiment_id AND r.deleted_at IS NULL
        LEFT JOIN metric_summary m ON m.run_id = r.id AND m.key = $2 AND m.split = $3::split
        WHERE t.sweep_id = $1::uuid ORDER BY t.number, r.fold_index, r.seed, r.created_at`,
      values: [sweepId, metric.key, metric.split],
    });
    return rows;
  }

  /** Of each experiment the sweeps that it is a trial of. */
  async selections(experimentIds: readonly string[]): Promise<SelectionRow[][]> {
    const { rows } = await this.sql.query<SelectionRow>({
      name: 'selections',
      text: `/* selections */ SELECT t.experiment_id AS "experimentId", t.sweep_id AS "sweepId", t.number,
          c.complete_count AS "completeTrials", c.trial_count AS "trialCount",
          coalesce(c.trial_id = t.id, false) AS "isBest", c.decided_at IS NOT NULL AS "isDecided", c.metric, c.split
        FROM sweep_trial t JOIN sweep_choice c ON c.sweep_id = t.sweep_id
        WHERE t.experiment_id = ANY ($1::uuid[]) ORDER BY t.created_at, t.id`,
      values: [experimentIds],
    });
    return groupedBy(experimentIds, rows, (row) => row.experimentId);
  }
}
