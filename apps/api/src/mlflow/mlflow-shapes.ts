import type { MlflowExperimentRow, MlflowModelRow, MlflowRunRow, SeriesSummary } from '@voxboard/db';
import type { RunStatus } from '@voxboard/domain';
import { z } from 'zod';
import { metricNameOf } from './metric-name.js';
import { toMlflowId, toModelId } from './mlflow-ids.js';

/** The project of runs whose experiment names none. */
export const DEFAULT_PROJECT = 'mlflow';
/** The experiment of runs that name none; MLflow's client knows it as "0" without asking. */
export const DEFAULT_EXPERIMENT = { id: '0', name: 'Default' } as const;

const STATUSES: Readonly<Record<RunStatus, string>> = {
  QUEUED: 'SCHEDULED',
  RUNNING: 'RUNNING',
  FINISHED: 'FINISHED',
  FAILED: 'FAILED',
  CANCELED: 'KILLED',
};
const TagsSchema = z.record(z.string(), z.string()).catch({});
const ListSchema = z.array(z.unknown()).catch([]);

type ExperimentName = Pick<MlflowExperimentRow, 'id' | 'name' | 'projectSlug'>;

export function experimentIdOf({ id, name, projectSlug }: ExperimentName): string {
  const isDefault = projectSlug === DEFAULT_PROJECT && name === DEFAULT_EXPERIMENT.name;
  return isDefault ? DEFAULT_EXPERIMENT.id : toMlflowId(id);
}

/** Experiments of other projects carry the project's slug. */
export function experimentNameOf({ name, projectSlug }: Pick<MlflowExperimentRow, 'name' | 'projectSlug'>): string {
  return projectSlug === DEFAULT_PROJECT ? name : `${projectSlug}/${name}`;
}

export function toExperiment(row: MlflowExperimentRow) {
  const id = experimentIdOf(row);
  return {
    experiment_id: id,
    name: experimentNameOf(row),
    artifact_location: `mlflow-artifacts:/${id}`,
    lifecycle_stage: row.deletedAt === null ? 'active' : 'deleted',
    creation_time: row.createdAt.getTime(),
    last_update_time: row.updatedAt.getTime(),
    tags: pairs(TagsSchema.parse(row.tags)),
  };
}

export function toRunInfo(row: MlflowRunRow, experimentId: string) {
  const id = toMlflowId(row.id);
  return {
    run_uuid: id,
    run_id: id,
    experiment_id: experimentId,
    run_name: row.name,
    user_id: tagsOf(row)['mlflow.user'] ?? '',
    status: STATUSES[row.status],
    start_time: (row.startedAt ?? row.createdAt).getTime(),
    ...(row.finishedAt && { end_time: row.finishedAt.getTime() }),
    artifact_uri: `mlflow-artifacts:/${experimentId}/${id}/artifacts`,
    lifecycle_stage: row.deletedAt === null ? 'active' : 'deleted',
  };
}

export function toRun(row: MlflowRunRow, experimentId: string, metrics: readonly SeriesSummary[]) {
  return {
    info: toRunInfo(row, experimentId),
    data: {
      metrics: metrics.flatMap((summary) => latestOf(summary)),
      params: pairs(flatParams(row.params)),
      tags: pairs(tagsOf(row)),
    },
    inputs: { dataset_inputs: ListSchema.parse(row.inputs) },
    outputs: { model_outputs: ListSchema.parse(row.outputs) },
  };
}

export function toModel(row: MlflowModelRow, experimentId: string) {
  return {
    info: {
      model_id: toModelId(row.id),
      experiment_id: experimentId,
      name: row.name,
      creation_timestamp_ms: row.createdAt.getTime(),
      last_updated_timestamp_ms: row.updatedAt.getTime(),
      artifact_uri: `mlflow-artifacts:/${experimentId}/models/${toModelId(row.id)}/artifacts`,
      status: row.status,
      model_type: row.modelType,
      ...(row.hasSourceRun && { source_run_id: toMlflowId(row.runId) }),
      tags: pairs(TagsSchema.parse(row.tags)),
    },
    data: { params: pairs(TagsSchema.parse(row.params)), metrics: [] },
  };
}

/** JSON has no NaN or infinity; MLflow writes them as text. */
export function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function latestOf({ key, split, lastValue, lastStep, lastTs }: SeriesSummary) {
  if (lastValue === null || lastStep === null) return [];
  return [
    { key: metricNameOf({ key, split }), value: jsonNumber(lastValue), timestamp: Number(lastTs), step: lastStep },
  ];
}

/** What the client set, then what people changed in Voxboard: the name, the notes, labels. */
function tagsOf(row: MlflowRunRow): Record<string, string> {
  const set = TagsSchema.parse(row.mlflowTags ?? {});
  const labels = row.tags.filter((label) => !Object.entries(set).some(([key, value]) => labelOf(key, value) === label));
  return {
    ...Object.fromEntries(labels.map((label) => [label, ''])),
    ...set,
    'mlflow.runName': row.name,
    ...(row.notes !== '' && { 'mlflow.note.content': row.notes }),
  };
}

const MAX_LABEL = 100;

/** How a tag shows among a run's labels; those of MLflow's own do not. */
export function labelOf(key: string, value: string): string | null {
  if (key.startsWith('mlflow.')) return null;
  const label = (value === '' ? key : `${key}=${value}`).trim().slice(0, MAX_LABEL).toWellFormed();
  return label === '' ? null : label;
}

/** Nested parameters by their path; what is no text as JSON. */
function flatParams(params: unknown, prefix = ''): Record<string, string> {
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]): [string, string][] => {
      const name = `${prefix}${key}`;
      if (typeof value === 'string') return [[name, value]];
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, JSON.stringify(value)]];
      return Object.entries(flatParams(value, `${name}.`));
    }),
  );
}

function pairs(record: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}
