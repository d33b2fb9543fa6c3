import type { MlflowAttribute, MlflowField } from '@voxboard/db';
import { seriesOf } from './metric-name.js';
import { invalidParameter } from './mlflow.errors.js';

export type SearchedKind = 'run' | 'experiment' | 'model';

const NUMERIC: readonly MlflowAttribute[] = ['start_time', 'end_time', 'creation_time', 'last_update_time'];
const ATTRIBUTES: Readonly<Record<SearchedKind, Readonly<Record<string, MlflowAttribute>>>> = {
  run: {
    run_id: 'run_id',
    'run id': 'run_id',
    run_name: 'run_name',
    'run name': 'run_name',
    status: 'status',
    start_time: 'start_time',
    created: 'start_time',
    end_time: 'end_time',
    experiment_id: 'experiment_id',
  },
  experiment: {
    name: 'name',
    experiment_id: 'experiment_id',
    creation_time: 'creation_time',
    last_update_time: 'last_update_time',
  },
  model: {
    name: 'name',
    model_id: 'model_id',
    source_run_id: 'source_run_id',
    model_type: 'model_type',
    status: 'status',
    creation_time: 'creation_time',
    creation_timestamp: 'creation_time',
    last_updated_timestamp: 'last_update_time',
  },
};
const KINDS: Readonly<Record<string, 'METRIC' | 'PARAM' | 'TAG' | 'ATTRIBUTE' | 'DATASET'>> = {
  metric: 'METRIC',
  metrics: 'METRIC',
  param: 'PARAM',
  params: 'PARAM',
  parameter: 'PARAM',
  parameters: 'PARAM',
  tag: 'TAG',
  tags: 'TAG',
  attribute: 'ATTRIBUTE',
  attributes: 'ATTRIBUTE',
  attr: 'ATTRIBUTE',
  run: 'ATTRIBUTE',
  dataset: 'DATASET',
  datasets: 'DATASET',
};

/** `metrics.val_loss`, `tags."a b"`, `start_time`. @throws MlflowError */
export function fieldOf(searched: SearchedKind, prefix: string | null, key: string): MlflowField {
  if (prefix === null) return attribute(searched, key);
  const kind = KINDS[prefix.toLowerCase()];
  if (kind === 'ATTRIBUTE') return attribute(searched, key);
  if (kind === 'TAG') return { kind, key };
  if (kind === 'PARAM' && searched !== 'experiment') return { kind, key };
  if (kind === 'METRIC' && searched === 'run') return { kind, ...seriesOf(key) };
  if (kind === 'DATASET' && searched === 'run' && (key === 'name' || key === 'digest')) return { kind, key };
  throw invalidParameter(`Invalid filter or order: "${prefix}.${key}" cannot be searched for here.`);
}

export function isNumeric(field: MlflowField): boolean {
  return field.kind === 'METRIC' || (field.kind === 'ATTRIBUTE' && NUMERIC.includes(field.key));
}

function attribute(searched: SearchedKind, key: string): MlflowField {
  const known = ATTRIBUTES[searched];
  const found = known[key.toLowerCase()];
  if (found === undefined) {
    throw invalidParameter(`Invalid attribute "${key}". Valid ones are: ${Object.keys(known).join(', ')}.`);
  }
  return { kind: 'ATTRIBUTE', key: found };
}
