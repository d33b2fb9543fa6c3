import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { NotFoundError } from '../shared/user-error.type.js';
import { Worker } from './worker.type.js';

export const WorkerStateEnum = { ACTIVE: 'ACTIVE', PAUSED: 'PAUSED', DRAINING: 'DRAINING' } as const;
registerEnumType(WorkerStateEnum, {
  name: 'WorkerState',
  description: 'What a person wants of a worker.',
  valuesConfig: {
    ACTIVE: { description: 'To take runs.' },
    PAUSED: { description: 'To end what it does and take no more for now.' },
    DRAINING: { description: 'To end what it does and stop for good.' },
  },
});

@InputType({ description: 'What a worker is to do from now on.' })
export class SetWorkerStateInput {
  @Field(() => ID, { description: 'The worker.' })
  workerId!: string;

  @Field(() => WorkerStateEnum, { description: 'What it is to do.' })
  state!: keyof typeof WorkerStateEnum;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The worker has been told; it obeys with its next sign of life.' })
export class SetWorkerStateSuccess {
  @Field(() => Worker, { description: 'The worker.' })
  readonly worker: unknown;

  constructor(worker: unknown) {
    this.worker = worker;
  }
}

export const SetWorkerStateResult = resultUnion('SetWorkerStateResult', SetWorkerStateSuccess, NotFoundError);
