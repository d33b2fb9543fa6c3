'use client';
import { MoreHorizontal, Plus } from 'lucide-react';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { useMutationResult } from '../../api/use-mutation-result';
import { type AccountLineFragment, SettingsAccountsDocument, UpdateAccountDocument } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button, IconButton } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Dialog } from '../../ui/dialog';
import { Menu, MenuItem } from '../../ui/menu';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { NewAccountForm } from './new-account-form';
import { SecretBox } from './secret-box';

/** Everybody who can sign in, for admins of the installation. */
export function AccountsPanel({ ownId }: { readonly ownId: string | null }) {
  const state = useApiQuery(SettingsAccountsDocument, {});
  const [isMaking, setIsMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [update] = useMutationResult(UpdateAccountDocument, 'updateAccount');
  const change = async (input: { id: string; isAdmin?: boolean; isDisabled?: boolean; resetPassword?: boolean }) => {
    const outcome = await update({ input });
    if (outcome.ok) setSecret(outcome.value.initialPassword ?? null);
    else notify('error', outcome.failure.message);
    state.reload();
  };
  const closeSecret = () => setSecret(null);
  return (
    <Panel
      title="Accounts"
      hint="Everybody who can sign in here."
      bodyClassName=""
      actions={
        <Button size="sm" onClick={() => setIsMaking(true)}>
          <Plus aria-hidden /> New account
        </Button>
      }
    >
      <QueryBoundary state={state} loading={<PanelSkeleton />}>
        {({ accounts }) => (
          <DataTable
            caption="Accounts"
            head={
              <>
                <HeadCell>Who</HeadCell>
                <HeadCell>Signs in by</HeadCell>
                <HeadCell>State</HeadCell>
                <HeadCell>
                  <span className="sr-only">Actions</span>
                </HeadCell>
              </>
            }
          >
            {accounts.map((account) => (
              <AccountRow key={account.id} account={account} isOwn={account.id === ownId} onChange={change} />
            ))}
          </DataTable>
        )}
      </QueryBoundary>
      <Dialog title="New account" isOpen={isMaking} onOpenChange={setIsMaking}>
        {isMaking && <NewAccountForm onMade={state.reload} onDone={() => setIsMaking(false)} />}
      </Dialog>
      <Dialog title="New password" isOpen={secret !== null} onOpenChange={closeSecret}>
        {secret !== null && <SecretBox secret={secret} what="password" onDone={closeSecret} />}
      </Dialog>
    </Panel>
  );
}

function AccountRow({
  account,
  isOwn,
  onChange,
}: {
  readonly account: AccountLineFragment;
  readonly isOwn: boolean;
  readonly onChange: (input: { id: string; isAdmin?: boolean; isDisabled?: boolean; resetPassword?: boolean }) => void;
}) {
  const { id, name, email, isAdmin, hasPassword, identityProvider } = account;
  const isDisabled = account.disabledAt !== null;
  return (
    <tr className={isDisabled ? 'text-ink-faint' : undefined}>
      <Cell>
        <span className="block font-medium">{name}</span>
        <span className="text-sm text-ink-faint">{email}</span>
      </Cell>
      <Cell>
        {[hasPassword && 'password', identityProvider !== null && 'identity provider'].filter(Boolean).join(', ')}
      </Cell>
      <Cell>
        <span className="flex gap-1">
          {isAdmin && <Badge tone="accent">admin</Badge>}
          {isDisabled && <Badge tone="bad">disabled</Badge>}
          {isOwn && <Badge>you</Badge>}
        </span>
      </Cell>
      <Cell align="right">
        {!isOwn && (
          <Menu
            align="end"
            trigger={
              <IconButton label={`Change ${name}`}>
                <MoreHorizontal />
              </IconButton>
            }
          >
            <MenuItem onSelect={() => onChange({ id, isAdmin: !isAdmin })}>
              {isAdmin ? 'No longer an admin' : 'Make an admin'}
            </MenuItem>
            <MenuItem onSelect={() => onChange({ id, resetPassword: true })}>New password</MenuItem>
            <MenuItem isDangerous={!isDisabled} onSelect={() => onChange({ id, isDisabled: !isDisabled })}>
              {isDisabled ? 'Let in again' : 'Disable'}
            </MenuItem>
          </Menu>
        )}
      </Cell>
    </tr>
  );
}
