'use client';
import { type FormEvent, useState } from 'react';
import { postAuth } from '../../api/sign-in';
import { Button, buttonClass } from '../../ui/button';
import { Field, Input } from '../../ui/field';
import { Notice } from '../../ui/notice';

export function SignInForm({ next, providerLabel }: { readonly next: string; readonly providerLabel: string | null }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    const outcome = await postAuth('sign-in', { email, password });
    if (outcome.ok) {
      // A whole new page: nothing that was read for somebody else stays.
      window.location.assign(next);
      return;
    }
    setIsBusy(false);
    setPassword('');
    setProblem(outcome.message);
  };
  return (
    <>
      {providerLabel !== null && (
        <>
          <a
            href={`/auth/oidc?returnTo=${encodeURIComponent(next)}`}
            className={buttonClass('primary', 'md', 'mb-4 w-full')}
          >
            Continue with {providerLabel}
          </a>
          <p className="mb-4 text-center text-sm text-ink-faint">or with a password of this Voxboard</p>
        </>
      )}
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="E-mail address">
          {(ids) => (
            <Input
              {...ids}
              type="email"
              name="email"
              autoComplete="username"
              required
              autoFocus={providerLabel === null}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label="Password">
          {(ids) => (
            <Input
              {...ids}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {problem !== null && <Notice tone="bad">{problem}</Notice>}
        <Button
          type="submit"
          variant={providerLabel === null ? 'primary' : 'secondary'}
          disabled={isBusy}
          className="w-full"
        >
          Sign in
        </Button>
        <p className="text-sm text-ink-faint">
          No account, or a forgotten password: an admin of this Voxboard makes a new one in Settings.
        </p>
      </form>
    </>
  );
}
