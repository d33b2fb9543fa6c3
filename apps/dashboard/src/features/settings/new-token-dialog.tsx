'use client';
import { type FormEvent, useId, useState } from 'react';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { CreateTokenDocument, type TokenScope } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Input, Select } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { SecretBox } from './secret-box';

const KINDS: readonly { scope: TokenScope; label: string; hint: string }[] = [
  { scope: 'LOG', label: 'Log', hint: 'makes runs and logs into them, and reads nothing: for trainers' },
  { scope: 'READ', label: 'Read', hint: 'reads everything that you see: for reports' },
  { scope: 'WRITE', label: 'Read and change', hint: 'reads, logs, launches and changes: for scripts and MLflow' },
  { scope: 'ADMIN', label: 'Everything', hint: 'all that you may, members and tokens included' },
];
const ENDS = [
  { days: 30, label: 'in 30 days' },
  { days: 90, label: 'in 90 days' },
  { days: 365, label: 'in a year' },
  { days: null, label: 'never' },
] as const;

interface Props {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onMade: () => void;
  readonly projectSlug: string | null;
}

export function NewTokenDialog({ isOpen, onOpenChange, ...rest }: Props) {
  return (
    <Dialog title="New token" isOpen={isOpen} onOpenChange={onOpenChange}>
      {isOpen && <NewToken {...rest} onDone={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function NewToken({
  onMade,
  onDone,
  projectSlug,
}: Pick<Props, 'onMade' | 'projectSlug'> & { readonly onDone: () => void }) {
  const [create, isCreating] = useMutationResult(CreateTokenDocument, 'createToken');
  const [name, setName] = useState('');
  const [scope, setScope] = useState<TokenScope>('WRITE');
  const [days, setDays] = useState('90');
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const expiresInDays = days === '' ? null : Number(days);
    const outcome = await create({ input: { name, scopes: [scope], projectSlug, expiresInDays } });
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    setSecret(outcome.value.secret ?? null);
    onMade();
  };
  if (secret !== null) return <SecretBox secret={secret} what="token" onDone={onDone} />;
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label="What it is for" error={failure?.path.includes('name') ? failure.message : null}>
        {(ids) => (
          <Input
            {...ids}
            required
            autoFocus
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <ScopeChoice scope={scope} onChange={setScope} />
      <Field label="Ends">
        {(ids) => (
          <Select {...ids} value={days} onChange={(event) => setDays(event.target.value)}>
            {ENDS.map(({ days: value, label }) => (
              <option key={label} value={value ?? ''}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {failure && !failure.path.includes('name') && <Notice tone="bad">{failure.message}</Notice>}
      <Button type="submit" variant="primary" disabled={isCreating} className="self-end">
        Make the token
      </Button>
    </form>
  );
}

function ScopeChoice({
  scope,
  onChange,
}: {
  readonly scope: TokenScope;
  readonly onChange: (scope: TokenScope) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-sm font-medium text-ink-soft">What it may</legend>
      {KINDS.map(({ scope: value, label, hint }) => (
        <label key={value} className="flex cursor-pointer items-start gap-2.5">
          <input
            type="radio"
            name={name}
            value={value}
            checked={scope === value}
            onChange={() => onChange(value)}
            className="mt-1 accent-[var(--color-accent)]"
          />
          <span className="min-w-0">
            <span className="font-medium">{label}</span> <span className="text-ink-faint">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
