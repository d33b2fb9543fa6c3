import type { AuditEventRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Project } from '../project/project.type.js';
import { toConnection } from '../shared/connection.js';
import { requireListSize } from '../shared/list-size.js';
import { required } from '../shared/required.js';
import { AuditEvent, AuditEventConnection, AuditEventFilter } from './audit-event.type.js';

@Resolver(() => AuditEvent)
export class AuditEventResolver {
  @Access('ADMIN')
  @Query(() => AuditEventConnection, { description: 'What was done, the newest first.' })
  async auditEvents(
    @Arg('filter', () => AuditEventFilter, { nullable: true, description: 'Which events.' })
    filter: AuditEventFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { readers }: ApiContext,
  ) {
    const { projectSlug, ...rest } = filter ?? {};
    requireListSize(rest.actions ?? [], 'actions');
    const project = projectSlug == null ? null : await readers.project.bySlug(projectSlug);
    const projectId = projectSlug == null ? null : required(project, 'Project', projectSlug).id;
    return toConnection(await readers.auditEvent.page({ ...rest, projectId }, { first, after }));
  }

  @FieldResolver(() => Project, {
    nullable: true,
    description: 'Where; null for what is of no project, or one that is gone.',
  })
  project(@Root() event: AuditEventRow, @Ctx() { loaders }: ApiContext) {
    return event.projectId === null ? null : loaders.project.load(event.projectId);
  }
}
