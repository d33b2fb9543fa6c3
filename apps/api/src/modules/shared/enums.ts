import { RUN_STATUSES, SPLITS, TASKS } from '@voxboard/domain';
import { registerEnumType } from 'type-graphql';

const keyed = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [Name in T]: Name };

/** Enumerations of the schema; the names are those of the domain and of the database. */
export const TaskEnum = keyed(TASKS);
export const SplitEnum = keyed(SPLITS);
export const RunStatusEnum = keyed(RUN_STATUSES);
export const JobStatusEnum = keyed(['QUEUED', 'RUNNING', 'READY', 'FAILED', 'CANCELED']);
export const RunSourceEnum = keyed(['LAUNCHED', 'EXTERNAL']);
export const OrderDirectionEnum = keyed(['ASC', 'DESC']);
export type OrderDirection = keyof typeof OrderDirectionEnum;

registerEnumType(TaskEnum, {
  name: 'Task',
  description: 'What a model predicts of a recording.',
  valuesConfig: {
    EMOTION: { description: 'One of the eight emotions of RAVDESS.' },
    GENDER: { description: "The speaker's gender." },
    SPEAKER: { description: 'Who of the known speakers it is.' },
  },
});
registerEnumType(SplitEnum, {
  name: 'Split',
  description: 'The part of the data that a metric or prediction speaks of.',
  valuesConfig: {
    TRAIN: { description: 'What the weights were fitted on.' },
    VALIDATION: { description: 'What decides when to stop; never trained on.' },
    TEST: { description: 'What the score is of; looked at once.' },
  },
});
registerEnumType(RunStatusEnum, {
  name: 'RunStatus',
  description: 'Where a run is in its life.',
  valuesConfig: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'A worker trains it, or a script logs to it.' },
    FINISHED: { description: 'Trained and tested to the end.' },
    FAILED: { description: 'Ended by an error, which errorMessage states.' },
    CANCELED: { description: 'Stopped by a person.' },
  },
});
registerEnumType(JobStatusEnum, {
  name: 'JobStatus',
  description: 'State of work that is not a run: imports and feature sets.',
  valuesConfig: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'A worker is on it.' },
    READY: { description: 'Done; its result can be used.' },
    FAILED: { description: 'Ended by an error, which error states.' },
    CANCELED: { description: 'Stopped by a person; what was computed is kept for the next time.' },
  },
});
registerEnumType(RunSourceEnum, {
  name: 'RunSource',
  description: 'Who trains.',
  valuesConfig: {
    LAUNCHED: { description: "Voxboard's own workers." },
    EXTERNAL: { description: 'A script elsewhere, which logs here.' },
  },
});
registerEnumType(OrderDirectionEnum, {
  name: 'OrderDirection',
  description: 'Which end of an order comes first.',
  valuesConfig: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Greatest first.' } },
});
