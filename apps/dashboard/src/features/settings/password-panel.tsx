'use client';
import { type FormEvent, useState } from 'react';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { ChangePasswordDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Field, Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';

const EMPTY = { presentPassword: '', newPassword: '' };

export function PasswordPanel() {
  const [change, isChanging] = useMutationResult(ChangePasswordDocument, 'changePassword');
  const [values, setValues] = useState(EMPTY);
  const [failure, setFailure] = useState<MutationFailure | null>(null);
  const errorOf = (field: string) => (failure?.path.includes(field) ? failure.message : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await change({ input: values });
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    setValues(EMPTY);
    notify('success', 'Your password is changed; other browsers are signed out.');
  };
  const field = (name: keyof typeof EMPTY, label: string, autoComplete: string, hint?: string) => (
    <Field label={label} hint={hint} error={errorOf(name)} className="flex-1 basis-56">
      {(ids) => (
        <Input
          {...ids}
          type="password"
          autoComplete={autoComplete}
          required
          value={values[name]}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Panel title="Password">
      <form onSubmit={submit} className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-3">
          {field('presentPassword', 'Present password', 'current-password')}
          {field('newPassword', 'New password', 'new-password', 'At least 12 characters; a few words do.')}
        </div>
        {failure && failure.path.length === 0 && <Notice tone="bad">{failure.message}</Notice>}
        <Button type="submit" disabled={isChanging} className="self-start">
          Change the password
        </Button>
      </form>
    </Panel>
  );
}
