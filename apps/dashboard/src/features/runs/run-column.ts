import type { RunOrder } from '../../generated/graphql';
import { type FilterField, isLowerBetterKey, parseFilter } from './filter-parts';

export interface RunColumn {
  /** As the filter language writes the field: what addresses, views and filters name it by. */
  readonly id: string;
  readonly title: string;
  readonly field: FilterField | null;
  readonly width: number;
  readonly isNumeric: boolean;
  readonly order: Omit<RunOrder, 'direction'> | null;
  /** Where sorting by it begins: the best, the newest, or the beginning of the alphabet. */
  readonly firstDirection: 'asc' | 'desc';
}

export const DEFAULT_COLUMNS = [
  'protocol',
  'task',
  'architecture',
  'metrics.test.uar',
  'metrics.test.accuracy',
  'metrics.validation.loss',
  'duration',
  'created',
  'backend',
] as const;

interface KnownColumn {
  readonly title: string;
  readonly width: number;
  readonly isNumeric?: true;
  readonly order?: RunOrder['field'];
  readonly firstDirection?: 'desc';
}

const KNOWN: Readonly<Record<string, KnownColumn>> = {
  name: { title: 'Run', width: 280, order: 'NAME' },
  protocol: { title: 'Protocol', width: 126, order: 'PROTOCOL' },
  task: { title: 'Task', width: 84, order: 'TASK' },
  architecture: { title: 'Architecture', width: 140, order: 'ARCHITECTURE' },
  experiment: { title: 'Experiment', width: 180, order: 'EXPERIMENT' },
  status: { title: 'Status', width: 110, order: 'STATUS' },
  duration: { title: 'Duration', width: 100, isNumeric: true, order: 'DURATION', firstDirection: 'desc' },
  backend: { title: 'Backend', width: 104 },
  created: { title: 'Created', width: 100, isNumeric: true, order: 'CREATED_AT', firstDirection: 'desc' },
  seed: { title: 'Seed', width: 72, isNumeric: true, order: 'SEED' },
  fold: { title: 'Fold', width: 72, isNumeric: true, order: 'FOLD' },
  epochs: { title: 'Epochs', width: 90, isNumeric: true, order: 'EPOCHS', firstDirection: 'desc' },
  parameters: { title: 'Parameters', width: 110, isNumeric: true, order: 'PARAMETERS', firstDirection: 'desc' },
  tags: { title: 'Tags', width: 180 },
  notes: { title: 'Notes', width: 220 },
};

/** Columns that every project has, apart from the name, which is always shown. */
export const PLAIN_COLUMNS = Object.keys(KNOWN).filter((id) => id !== 'name');

const SPLIT_TITLES = { TRAIN: 'Train', VALIDATION: 'Val.', TEST: 'Test' } as const;
const METRIC_TITLES: Readonly<Record<string, string>> = { uar: 'UAR', accuracy: 'acc.', macro_f1: 'macro F1' };
/** Names that links of earlier versions sort by. */
const EARLIER: Readonly<Record<string, string>> = {
  uar: 'metrics.test.uar',
  accuracy: 'metrics.test.accuracy',
  loss: 'metrics.validation.loss',
};

/** The column that an id of an address or a kept view names; null when it names none. */
export function runColumn(given: string): RunColumn | null {
  const id = EARLIER[given] ?? given;
  const known = KNOWN[id];
  if (known !== undefined) {
    return {
      id,
      title: known.title,
      field: id === 'tags' ? null : fieldOf(id),
      width: known.width,
      isNumeric: known.isNumeric ?? false,
      order: known.order === undefined ? null : { field: known.order },
      firstDirection: known.firstDirection ?? 'asc',
    };
  }
  const field = fieldOf(id);
  if (field === null || field.kind === 'attribute') return null;
  return field.kind === 'metric' ? metricColumn(id, field) : paramColumn(id, field.key);
}

function metricColumn(id: string, field: Extract<FilterField, { kind: 'metric' }>): RunColumn {
  const { key, split, aggregate } = field;
  const name = `${SPLIT_TITLES[split]} ${METRIC_TITLES[key] ?? key}`;
  return {
    id,
    title: aggregate === 'LAST' ? name : `${name} (${aggregate.toLowerCase()})`,
    field,
    width: aggregate === 'LAST' ? 92 : 138,
    isNumeric: true,
    order: { field: 'METRIC', metric: { key, split, aggregate } },
    firstDirection: isLowerBetterKey(key) ? 'asc' : 'desc',
  };
}

function paramColumn(id: string, key: string): RunColumn {
  return {
    id,
    title: key,
    field: { kind: 'param', key },
    width: 120,
    isNumeric: false,
    order: { field: 'PARAM', param: key },
    firstDirection: 'asc',
  };
}

function fieldOf(id: string): FilterField | null {
  try {
    const tree = parseFilter(`has(${id})`);
    return tree?.kind === 'has' ? tree.field : null;
  } catch {
    // An address may name anything.
    return null;
  }
}

/** Fractions between 0 and 1 of known metrics read best as per cent. */
export function isShare(column: RunColumn): boolean {
  return column.field?.kind === 'metric' && ['uar', 'accuracy', 'macro_f1'].includes(column.field.key);
}
