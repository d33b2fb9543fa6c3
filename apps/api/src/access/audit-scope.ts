import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from '@voxboard/db';

/** The mutation under way, for whoever opens its transaction. */
export interface AuditScope {
  /** Keeps one person's idempotency keys from another's; empty where there is only one person. */
  readonly owner: string;
  /** Notes the mutation in the transaction that does it. */
  recordIn(tx: Pick<Database, 'sql'>, reply: Readonly<Record<string, unknown>>): Promise<void>;
  /** Nothing was done, because it was done before. */
  wasDoneBefore(): void;
}

const scopes = new AsyncLocalStorage<AuditScope>();
/** While one is open, Node follows every promise of the process; that ends with the last. */
let openScopes = 0;

export async function runInAuditScope<T>(scope: AuditScope, work: () => Promise<T>): Promise<T> {
  openScopes++;
  try {
    return await scopes.run(scope, work);
  } finally {
    openScopes--;
    if (openScopes === 0) scopes.disable();
  }
}

export function currentAuditScope(): AuditScope | undefined {
  return openScopes === 0 ? undefined : scopes.getStore();
}
