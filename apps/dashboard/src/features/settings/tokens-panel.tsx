'use client';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatDateTime } from '../../format/format';
import { RevokeTokenDocument, type TokenLineFragment } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';
import { ConfirmDialog } from './confirm-dialog';
import { NewTokenDialog } from './new-token-dialog';
import { tokenStateOf } from './token-state';

/** What scripts sign in with; of a person, or of one project. */
export function TokensPanel({
  tokens,
  onChange,
  projectSlug = null,
}: {
  readonly tokens: readonly TokenLineFragment[];
  readonly onChange: () => void;
  readonly projectSlug?: string | null;
}) {
  const [isMaking, setIsMaking] = useState(false);
  const [leaving, setLeaving] = useState<TokenLineFragment | null>(null);
  const [revoke, isRevoking] = useMutationResult(RevokeTokenDocument, 'revokeToken');
  const confirm = async () => {
    if (leaving === null) return;
    const outcome = await revoke({ input: { id: leaving.id } });
    setLeaving(null);
    if (outcome.ok) notify('success', `“${leaving.name}” is revoked.`);
    else notify('error', outcome.failure.message);
    onChange();
  };
  return (
    <Panel
      title="API tokens"
      hint={projectSlug === null ? 'What scripts and trainers sign in with.' : 'Those that work in this project only.'}
      bodyClassName=""
      actions={
        <Button size="sm" onClick={() => setIsMaking(true)}>
          <Plus aria-hidden /> New token
        </Button>
      }
    >
      {tokens.length === 0 ? (
        <EmptyState icon={KeyRound} title="No token yet">
          A script sends one as <code className="font-mono">Authorization: Bearer vxb_…</code>, MLflow’s client as{' '}
          <code className="font-mono">MLFLOW_TRACKING_TOKEN</code>.
        </EmptyState>
      ) : (
        <DataTable
          caption="API tokens"
          head={
            <>
              <HeadCell>Name</HeadCell>
              <HeadCell>May</HeadCell>
              <HeadCell>Last used</HeadCell>
              <HeadCell>Ends</HeadCell>
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            </>
          }
        >
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setLeaving(token)} />
          ))}
        </DataTable>
      )}
      <NewTokenDialog isOpen={isMaking} onOpenChange={setIsMaking} onMade={onChange} projectSlug={projectSlug} />
      <ConfirmDialog
        title={`Revoke “${leaving?.name ?? ''}”?`}
        action="Revoke"
        isOpen={leaving !== null}
        isBusy={isRevoking}
        onClose={() => setLeaving(null)}
        onConfirm={confirm}
      >
        Scripts that use it are refused from now on. This cannot be undone.
      </ConfirmDialog>
    </Panel>
  );
}

function TokenRow({ token, onRevoke }: { readonly token: TokenLineFragment; readonly onRevoke: () => void }) {
  const state = tokenStateOf(token, new Date());
  return (
    <tr className={state === 'good' ? undefined : 'text-ink-faint'}>
      <Cell>
        <span className="block font-medium">{token.name}</span>
        <code className="font-mono text-sm text-ink-faint">{token.prefix}…</code>
      </Cell>
      <Cell>
        <span className="flex flex-wrap items-center gap-1">
          {token.scopes.map((scope) => (
            <Badge key={scope}>{scope.toLowerCase()}</Badge>
          ))}
          {token.project && <span className="text-sm text-ink-faint">in {token.project.name}</span>}
        </span>
      </Cell>
      <Cell className="whitespace-nowrap">
        {token.lastUsedAt === null ? 'never' : formatDateTime(token.lastUsedAt)}
      </Cell>
      <Cell className="whitespace-nowrap">
        {state === 'revoked' && 'revoked'}
        {state === 'expired' && 'expired'}
        {state === 'good' && (token.expiresAt === null ? 'never' : formatDateTime(token.expiresAt))}
      </Cell>
      <Cell align="right">
        {state === 'good' && (
          <Button size="sm" variant="danger" onClick={onRevoke} aria-label={`Revoke ${token.name}`}>
            Revoke
          </Button>
        )}
      </Cell>
    </tr>
  );
}
