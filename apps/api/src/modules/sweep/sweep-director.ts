import {
  type Database,
  type MetricStore,
  RunRepository,
  SweepReader,
  SweepRepository,
  type SweepRow,
  type TrialRunRow,
} from '@voxboard/db';
import { DomainError, type SweepDefinition, SweepDefinitionSchema } from '@voxboard/domain';
import type { Curve, SearchPoint } from '@voxboard/evaluation';
import type { Clock } from '../../clock.js';
import { LaunchedBeforeError } from '../experiment/experiment.errors.js';
import type { LaunchService } from '../experiment/launch.service.js';
import { decideSweep, type SweepActions, type SweepState, type TrialState } from './sweep-decision.js';
import { PointSchema, trialInput } from './trial-input.js';

/** More rounds than a sweep of the largest size needs; a guard against one that never comes to rest. */
const MOST_ROUNDS = 3000;

/**
 * Moves sweeps on: settles trials, stops bad ones, plans and launches new ones. Everything it knows is in the database,
 * so it may be killed at any point and any number of processes may do it: decisions are taken under a lock, and a trial
 * is launched with its number as the key, which makes a second launch the same launch.
 */
export class SweepDirector {
  constructor(
    private readonly db: Database,
    private readonly metrics: MetricStore,
    private readonly launches: LaunchService,
    private readonly now: Clock,
  ) {}

  /** @param onError told of a sweep that could not be moved on; the others are */
  async advanceAll(onError: (error: unknown) => void): Promise<void> {
    for (const id of await new SweepReader(this.db.sql).activeIds()) await this.advance(id).catch(onError);
  }

  /** Until nothing is left to do before a run goes on. */
  async advance(sweepId: string): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const hasDecided = await this.#decide(sweepId);
      const hasLaunched = await this.#launchPlanned(sweepId);
      if (!hasDecided && !hasLaunched) return;
    }
  }

  /** Cancels what a sweep that has ended still has under way. */
  async cancelTrials(tx: Database, sweepId: string, reason: string): Promise<void> {
    const [trials = []] = await new SweepReader(tx.sql).trialsOf([sweepId]);
    const sweeps = new SweepRepository(tx);
    for (const trial of trials) {
      if (trial.status === 'PLANNED') {
        await sweeps.end(trial.id, { status: 'CANCELED', objective: null, reason, trainSeconds: null });
      }
    }
    const { rows } = await tx.sql.query<{ id: string }>(
      `/* runsOfSweep */ SELECT r.id FROM sweep_trial t JOIN run r ON r.experiment_id = t.experiment_id
       WHERE t.sweep_id = $1::uuid AND t.status = 'RUNNING' AND r.status IN ('QUEUED', 'RUNNING') AND r.source = 'LAUNCHED'
       ORDER BY r.id`,
      [sweepId],
    );
    const runs = new RunRepository(tx);
    for (const { id } of rows) await runs.cancel(id);
  }

  async #decide(sweepId: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      await new SweepRepository(tx).lock(sweepId);
      const [sweep] = await new SweepReader(tx.sql).byIds([sweepId]);
      if (!sweep) return false;
      const actions = decideSweep(await this.#state(tx, sweep));
      await this.#apply(tx, sweep, actions);
      return actions.settled.length + actions.planned.length > 0 || actions.end !== null;
    });
  }

  async #apply(tx: Database, { id, status }: SweepRow, actions: SweepActions): Promise<void> {
    const sweeps = new SweepRepository(tx);
    for (const { trial, outcome } of actions.settled) await sweeps.end(trial.id, outcome);
    for (const { trial, reason } of actions.spared) await sweeps.spare(trial.id, reason);
    for (const { trial, reason, savedSeconds } of actions.stopped) {
      const active = trial.runs.filter((run) => run.status === 'QUEUED' || run.status === 'RUNNING');
      await sweeps.stop(
        trial.id,
        active.map(({ runId }) => runId),
        reason,
        savedSeconds,
      );
    }
    for (const { number, point } of actions.planned) await sweeps.plan(id, number, point);
    if (actions.end && (status === 'RUNNING' || status === 'PAUSED')) {
      await sweeps.move(id, actions.end.status, actions.end.reason);
      await this.cancelTrials(tx, id, actions.end.reason);
    }
  }

  async #state(tx: Database, sweep: SweepRow): Promise<SweepState> {
    const definition = SweepDefinitionSchema.parse(sweep.definition);
    const { metric, split } = definition.objective;
    const reader = new SweepReader(tx.sql);
    const [rows = []] = await reader.trialsOf([sweep.id]);
    const runs = wantedRuns(await reader.runsOf(sweep.id, { key: metric, split }), definition);
    const trials = rows.map(
      (row): TrialState => ({
        ...row,
        point: PointSchema.parse(row.values),
        runs: runs.filter((run) => run.trialId === row.id),
      }),
    );
    const nowMs = this.now().getTime();
    const pausedMs = sweep.pausedSeconds * 1000 + (sweep.pausedAt ? nowMs - sweep.pausedAt.getTime() : 0);
    return {
      status: sweep.status,
      definition,
      trials,
      curves: await this.#curves(definition, trials),
      elapsedSeconds: (nowMs - sweep.createdAt.getTime() - pausedMs) / 1000,
      nowMs,
    };
  }

  /** Only when something may be stopped. */
  async #curves({ earlyStopping, objective }: SweepDefinition, trials: readonly TrialState[]) {
    const curves = new Map<string, Curve>();
    const isJudged = trials.some(
      (trial) => trial.status === 'RUNNING' && trial.runs.some((run) => run.status === 'RUNNING' && run.epochsDone > 0),
    );
    if (earlyStopping.kind === 'none' || !isJudged) return curves;
    const runIds = trials.flatMap(({ runs }) => runs.map(({ runId }) => runId));
    const series = await this.metrics.readSeries({ runIds, keys: [objective.metric], splits: [objective.split] });
    for (const { runId, steps, values } of series) curves.set(runId, { epochs: steps, values });
    return curves;
  }

  async #launchPlanned(sweepId: string): Promise<boolean> {
    const reader = new SweepReader(this.db.sql);
    const [[sweep], [trials = []]] = [await reader.byIds([sweepId]), await reader.trialsOf([sweepId])];
    if (sweep?.status !== 'RUNNING') return false;
    const planned = trials.filter(({ status }) => status === 'PLANNED');
    for (const trial of planned) await this.#launch(sweep, trial.id, trial.number, PointSchema.parse(trial.values));
    return planned.length > 0;
  }

  async #launch(sweep: SweepRow, trialId: string, number: number, point: SearchPoint): Promise<void> {
    const sweeps = new SweepRepository(this.db);
    try {
      const { experiment } = await this.launches.launch(trialInput(sweep, number, point));
      await sweeps.launched(trialId, experiment.id);
    } catch (error) {
      // The same configuration, seeds and folds were run before: their results are the trial's.
      if (error instanceof LaunchedBeforeError) await sweeps.launched(trialId, error.experimentId);
      else if (error instanceof DomainError) {
        await sweeps.end(trialId, { status: 'FAILED', objective: null, reason: error.message, trainSeconds: null });
      } else throw error;
    }
  }
}

/** An experiment that was there before may have runs of other folds and seeds, which are none of the sweep's. */
function wantedRuns(runs: readonly TrialRunRow[], { base }: SweepDefinition): TrialRunRow[] {
  const { seeds, folds } = base;
  return runs.filter(
    (run) =>
      (!Array.isArray(seeds) || seeds.includes(run.seed)) && (!Array.isArray(folds) || folds.includes(run.foldIndex)),
  );
}
