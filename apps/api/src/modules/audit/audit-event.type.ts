import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../shared/connection.type.js';
import { DateTime, Json } from '../shared/scalars.js';

@ObjectType({ description: 'Something that was done, and by whom.' })
export class AuditEvent {
  @Field(() => ID, { description: 'Identifies it.', simple: true })
  id!: string;

  @Field(() => DateTime, { description: 'When it was done.', simple: true })
  occurredAt!: Date;

  @Field(() => String, { description: 'By whom: `local`, `anonymous`, `user:ID` or `token:ID`.', simple: true })
  actor!: string;

  @Field(() => String, { description: "The actor's name at that time.", simple: true })
  actorName!: string;

  @Field(() => String, { description: 'Where the request came from.', simple: true })
  address!: string;

  @Field(() => String, {
    description: 'What was done: a mutation’s name, or `signIn`, `signOut`, `failedSignIn`, `setUp`, `upload`.',
    simple: true,
  })
  action!: string;

  @Field(() => String, { description: 'Type of the thing it was done to; may be empty.', simple: true })
  entityType!: string;

  @Field(() => String, { description: 'Id of that thing, which may be gone by now; may be empty.', simple: true })
  entityId!: string;

  @Field(() => Json, { description: 'What was asked for, without secrets and with long values cut.', simple: true })
  details!: unknown;

  projectId!: string | null;
}

@ObjectType({ description: 'One page of the audit.', simpleResolvers: true })
export class AuditEventConnection extends connectionOf(AuditEvent, 'AuditEvent', 'audit events') {}

@InputType({ description: 'Which events; all of these have to hold.' })
export class AuditEventFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Of this project; of all, which is for admins of all, when left out.',
  })
  projectSlug?: string | null;

  @Field(() => String, { nullable: true, description: 'By this actor, written as `AuditEvent.actor` is.' })
  actor?: string | null;

  @Field(() => [String], { nullable: true, description: 'One of these actions.' })
  actions?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Done to the thing with this id.' })
  entityId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Not before.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before.' })
  until?: Date | null;
}
