'use client';
import { type FormEvent, useState } from 'react';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { CreateAccountDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Field, Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { SecretBox } from './secret-box';

export function NewAccountForm({ onMade, onDone }: { readonly onMade: () => void; readonly onDone: () => void }) {
  const [create, isCreating] = useMutationResult(CreateAccountDocument, 'createAccount');
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const errorOf = (field: string) => (failure?.path.includes(field) ? failure.message : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await create({ input: { email, name } });
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    setSecret(outcome.value.initialPassword ?? null);
    onMade();
  };
  if (secret !== null) return <SecretBox secret={secret} what="password" onDone={onDone} />;
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label="E-mail address" error={errorOf('email')}>
        {(ids) => (
          <Input
            {...ids}
            type="email"
            required
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label="Name" error={errorOf('name')}>
        {(ids) => <Input {...ids} required value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <p className="text-sm text-ink-faint">
        A password to begin with is made and shown once. Who signs in through the identity provider with this address
        gets this account and needs none.
      </p>
      {failure && failure.path.length === 0 && <Notice tone="bad">{failure.message}</Notice>}
      <Button type="submit" variant="primary" disabled={isCreating} className="self-end">
        Make the account
      </Button>
    </form>
  );
}
