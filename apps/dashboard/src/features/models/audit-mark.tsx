import { AuditBadge } from '../audit';

const STATUSES = ['CLEAN', 'LEAKY', 'UNPROVEN', 'UNVERIFIED'] as const;

/** What the leak audit said when a version was registered. */
export function AuditMark({ status }: { readonly status: string }) {
  return <AuditBadge status={STATUSES.find((known) => known === status) ?? 'UNVERIFIED'} />;
}
