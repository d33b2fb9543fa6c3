import { RUN_COLUMNS, type RunRow } from '../read/run-row.js';

/** A run with what only MLflow's client knows about it. */
export interface MlflowRunRow extends RunRow {
  /** {key: value}; null for a run that did not come through the MLflow door. */
  readonly mlflowTags: unknown;
  readonly inputs: unknown;
  readonly outputs: unknown;
  readonly isHolder: boolean;
}

export interface MlflowExperimentRow {
  readonly id: string;
  readonly projectId: string;
  readonly projectSlug: string;
  readonly name: string;
  readonly source: 'LAUNCHED' | 'EXTERNAL';
  /** {key: value} */
  readonly tags: unknown;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt: Date | null;
}

export interface MlflowModelRow {
  readonly id: string;
  readonly experimentId: string;
  readonly projectId: string;
  /** The run that holds its files. */
  readonly runId: string;
  readonly hasSourceRun: boolean;
  readonly name: string;
  readonly modelType: string;
  readonly status: string;
  readonly params: unknown;
  readonly tags: unknown;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const MLFLOW_RUN_SELECT = `SELECT ${RUN_COLUMNS}, m.tags AS "mlflowTags", coalesce(m.inputs, '[]') AS inputs,
  coalesce(m.outputs, '[]') AS outputs, coalesce(m.is_holder, false) AS "isHolder"
  FROM run r LEFT JOIN mlflow_run m ON m.run_id = r.id`;

export const MLFLOW_EXPERIMENT_SELECT = `SELECT e.id, e.project_id AS "projectId", p.slug AS "projectSlug", e.name, e.source,
  coalesce(m.tags, '{}') AS tags, e.created_at AS "createdAt", coalesce(m.updated_at, e.created_at) AS "updatedAt",
  e.deleted_at AS "deletedAt"
  FROM experiment e JOIN project p ON p.id = e.project_id LEFT JOIN mlflow_experiment m ON m.experiment_id = e.id`;

export const MLFLOW_MODEL_SELECT = `SELECT o.id, o.experiment_id AS "experimentId", e.project_id AS "projectId",
  o.run_id AS "runId", o.has_source_run AS "hasSourceRun", o.name, o.model_type AS "modelType", o.status, o.params, o.tags,
  o.created_at AS "createdAt", o.updated_at AS "updatedAt" FROM mlflow_model o JOIN experiment e ON e.id = o.experiment_id`;
