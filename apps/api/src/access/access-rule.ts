import 'reflect-metadata';
import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';
import type { Role } from './viewer.js';

/** Who may use a field of Query, Mutation or Subscription. */
export interface AccessRule {
  /** `PUBLIC` asks for nothing, not even for signing in. */
  readonly role: Role | 'PUBLIC';
  /**
   * Where the role must be held. `PROJECT`: in the project of everything that the arguments name (every `ID`, every
   * `projectSlug`). `ANYWHERE`: to be signed in is enough; what the arguments name must be visible. `INSTANCE`: in
   * Voxboard as a whole.
   */
  readonly where: 'PROJECT' | 'ANYWHERE' | 'INSTANCE';
  /** A top-level argument that holds a project's slug under another name than `projectSlug`. */
  readonly slugArgument: string | null;
  /** Also for tokens that may only log. */
  readonly isLogging: boolean;
  /**
   * `ONCE_PER_RUN`: calls of which a training makes thousands leave one audit event per run and attempt. `NEVER`: the
   * field writes its own, or changes nothing.
   */
  readonly audit: 'EACH' | 'ONCE_PER_RUN' | 'NEVER';
}

/**
 * Says who may use a root field, and is enforced by `guardSchema`. A field without it can be used on a single-user
 * server only.
 */
export function Access(role: AccessRule['role'], options: Partial<Omit<AccessRule, 'role'>> = {}): MethodDecorator {
  const rule: AccessRule = {
    role,
    where: 'PROJECT',
    slugArgument: null,
    isLogging: false,
    audit: 'EACH',
    ...options,
  };
  const decorate = Extensions({ access: rule });
  return (target, key, descriptor) => {
    decorate(target, key, descriptor);
  };
}

export function accessRuleOf(field: Pick<GraphQLField<unknown, unknown>, 'extensions'>): AccessRule | null {
  const rule = field.extensions.access;
  return isAccessRule(rule) ? rule : null;
}

function isAccessRule(value: unknown): value is AccessRule {
  return typeof value === 'object' && value !== null && 'role' in value && 'where' in value;
}
