'use client';
import { type FormEvent, useState } from 'react';
import { postAuth } from '../../api/sign-in';
import { Button } from '../../ui/button';
import { Field, Input } from '../../ui/field';
import { Notice } from '../../ui/notice';

const FIELDS = [
  {
    name: 'code',
    label: 'Set-up code',
    type: 'text',
    autoComplete: 'one-time-code',
    hint: 'Printed where the API was started; good once.',
  },
  { name: 'email', label: 'E-mail address', type: 'email', autoComplete: 'username', hint: null },
  { name: 'name', label: 'Name', type: 'text', autoComplete: 'name', hint: null },
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autoComplete: 'new-password',
    hint: 'At least 12 characters; a few words do.',
  },
] as const;

/** The first account: an admin of the whole installation. */
export function SetUpForm({ next }: { readonly next: string }) {
  const [values, setValues] = useState({ code: '', email: '', name: '', password: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    const outcome = await postAuth('set-up', values);
    if (outcome.ok) {
      window.location.assign(next);
      return;
    }
    setIsBusy(false);
    setProblem(outcome.message);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {FIELDS.map(({ name, label, type, autoComplete, hint }) => (
        <Field key={name} label={label} hint={hint}>
          {(ids) => (
            <Input
              {...ids}
              type={type}
              name={name}
              autoComplete={autoComplete}
              required
              minLength={name === 'password' ? 12 : undefined}
              value={values[name]}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <Button type="submit" variant="primary" disabled={isBusy} className="w-full">
        Make the account
      </Button>
    </form>
  );
}
