'use client';
import { type FormEvent, useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatDateTime } from '../../format/format';
import {
  type ProjectSettingsPageQuery,
  RemoveMemberDocument,
  type Role,
  SetMemberDocument,
} from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Field, Input, Select } from '../../ui/field';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';

type Member = NonNullable<ProjectSettingsPageQuery['project']>['members'][number];

const ROLES: readonly { role: Role; label: string }[] = [
  { role: 'VIEWER', label: 'Viewer: reads' },
  { role: 'EDITOR', label: 'Editor: launches and changes' },
  { role: 'ADMIN', label: 'Admin: manages the project' },
];

interface Props {
  readonly slug: string;
  readonly members: readonly Member[];
  readonly ownId: string | null;
  readonly isReadOnly: boolean;
  readonly onChange: () => void;
}

/** Who works in the project, and what each may do. */
export function MembersPanel({ slug, members, ownId, isReadOnly, onChange }: Props) {
  const [set] = useMutationResult(SetMemberDocument, 'setMember');
  const [remove] = useMutationResult(RemoveMemberDocument, 'removeMember');
  const give = async (email: string, role: Role): Promise<boolean> => {
    const outcome = await set({ input: { projectSlug: slug, email, role } });
    if (!outcome.ok) notify('error', outcome.failure.message);
    onChange();
    return outcome.ok;
  };
  const leave = async ({ accountId }: Member) => {
    const outcome = await remove({ input: { projectSlug: slug, accountId } });
    if (!outcome.ok) notify('error', outcome.failure.message);
    onChange();
  };
  return (
    <Panel title="Members" hint="Admins of the installation see every project." bodyClassName="">
      <DataTable
        caption="Members"
        head={
          <>
            <HeadCell>Who</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell>Since</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </>
        }
      >
        {members.map((member) => {
          const isFixed = isReadOnly || member.accountId === ownId;
          return (
            <tr key={member.accountId}>
              <Cell>
                <span className="block font-medium">{member.name}</span>
                <span className="text-sm text-ink-faint">{member.email}</span>
              </Cell>
              <Cell>
                <RoleSelect
                  label={`Role of ${member.name}`}
                  role={member.role}
                  isDisabled={isFixed}
                  onChange={(role) => give(member.email, role)}
                />
              </Cell>
              <Cell className="whitespace-nowrap">{formatDateTime(member.createdAt)}</Cell>
              <Cell align="right">
                {!isFixed && (
                  <Button size="sm" variant="danger" onClick={() => leave(member)} aria-label={`Remove ${member.name}`}>
                    Remove
                  </Button>
                )}
              </Cell>
            </tr>
          );
        })}
      </DataTable>
      {!isReadOnly && <AddMember onAdd={give} />}
    </Panel>
  );
}

function AddMember({ onAdd }: { readonly onAdd: (email: string, role: Role) => Promise<boolean> }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('EDITOR');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await onAdd(email, role)) setEmail('');
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-3 border-t border-line p-4">
      <Field label="E-mail address of an account" className="flex-1 basis-56">
        {(ids) => (
          <Input {...ids} type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        )}
      </Field>
      <Field label="Role">{(ids) => <RoleSelect {...ids} role={role} onChange={setRole} />}</Field>
      <Button type="submit">Add</Button>
    </form>
  );
}

function RoleSelect({
  label,
  role,
  onChange,
  isDisabled = false,
  ...ids
}: {
  readonly label?: string;
  readonly role: Role;
  readonly onChange: (role: Role) => void;
  readonly isDisabled?: boolean;
  readonly id?: string;
}) {
  return (
    <Select
      {...ids}
      className="min-w-52"
      aria-label={label}
      disabled={isDisabled}
      value={role}
      onChange={(event) => {
        const chosen = ROLES.find((candidate) => candidate.role === event.target.value);
        if (chosen) onChange(chosen.role);
      }}
    >
      {ROLES.map(({ role: value, label: text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  );
}
