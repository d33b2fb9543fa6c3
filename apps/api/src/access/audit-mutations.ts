import { type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { ApiContext } from '../context.js';
import { UserError } from '../modules/shared/user-error.type.js';
import { accessRuleOf } from './access-rule.js';
import { ArgumentReferences } from './argument-references.js';
import { runInAuditScope } from './audit-scope.js';
import { MutationAudit } from './mutation-audit.js';

type Resolver = GraphQLFieldResolver<unknown, ApiContext>;

/**
 * Has every mutation that did something leave an audit event: who, what, on which thing of which project, when, and
 * what was asked for. Refusals change nothing and leave none. Outside of `guardSchema`, so that it sees what came of it.
 */
export function auditMutations(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    const rule = accessRuleOf(field);
    if (!resolve || rule?.audit === 'NEVER') continue;
    const references = new ArgumentReferences(field.args, rule?.slugArgument ?? null);
    field.resolve =
      rule?.audit === 'ONCE_PER_RUN' ? oncePerRun(field, resolve, references) : each(field, resolve, references);
  }
  return schema;
}

function each(
  { name }: GraphQLField<unknown, ApiContext>,
  resolve: Resolver,
  references: ArgumentReferences,
): Resolver {
  return async (source, args, context, info) => {
    const audit = new MutationAudit(name, args, references, context);
    const result: unknown = await runInAuditScope(audit, async () => resolve(source, args, context, info));
    if (isDone(result)) await audit.recordAfter(result, info);
    return result;
  };
}

/**
 * A training logs thousands of times: one note says who logged into which attempt of which run, and the points
 * themselves, which nobody can change unseen, say the rest. A note per call would double what is written.
 */
function oncePerRun(
  { name }: GraphQLField<unknown, ApiContext>,
  resolve: Resolver,
  references: ArgumentReferences,
): Resolver {
  return async (source, args, context, info) => {
    const result: unknown = await resolve(source, args, context, info);
    const [run] = references.in(args);
    if (run && isDone(result)) await context.services.loggingAudit.note(name, run.text, context);
    return result;
  };
}

function isDone(result: unknown): boolean {
  return result !== false && result !== null && !(result instanceof UserError);
}
