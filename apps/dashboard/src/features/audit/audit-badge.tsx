import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { Badge } from '../../ui/badge';
import { type AuditStatus, STATUS_WORDS } from './audit-words';

const ICONS = { CLEAN: ShieldCheck, LEAKY: ShieldAlert, UNPROVEN: ShieldQuestion, UNVERIFIED: ShieldQuestion } as const;

/** The leak audit in one word. */
export function AuditBadge({ status }: { readonly status: AuditStatus }) {
  const { name, tone, meaning } = STATUS_WORDS[status];
  const Icon = ICONS[status];
  return (
    <Badge tone={tone} title={meaning}>
      <Icon aria-hidden />
      {name}
    </Badge>
  );
}
