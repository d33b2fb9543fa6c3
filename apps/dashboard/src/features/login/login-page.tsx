'use client';
import { useSearchParams } from 'next/navigation';
import { Suspense, useEffect } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { ownPath } from '../../api/sign-in';
import { useApiQuery } from '../../api/use-api-query';
import { ViewerStateDocument } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PanelSkeleton } from '../../ui/skeleton';
import { Logo } from '../shell/logo';
import { ThemeToggle } from '../shell/theme-toggle';
import { SetUpForm } from './set-up-form';
import { SignInForm } from './sign-in-form';

/** Signing in, or making the first account where there is none. */
export function LoginPage() {
  const state = useApiQuery(ViewerStateDocument, {}, { requestPolicy: 'network-only' });
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-sm flex-col px-4 py-10 sm:pt-[14vh]">
      <header className="mb-6 flex items-center gap-3">
        <Logo className="size-8" />
        <span className="text-lg font-semibold tracking-tight">Voxboard</span>
        <span className="ml-auto">
          <ThemeToggle />
        </span>
      </header>
      <main>
        <Suspense fallback={<PanelSkeleton />}>
          <QueryBoundary state={state} loading={<PanelSkeleton />}>
            {({ viewer }) => <Door kind={viewer.kind} {...viewer.signIn} />}
          </QueryBoundary>
        </Suspense>
      </main>
    </div>
  );
}

interface Props {
  readonly kind: string;
  readonly needsSetup: boolean;
  readonly providerLabel: string | null;
}

function Door({ kind, needsSetup, providerLabel }: Props) {
  const parameters = useSearchParams();
  const next = ownPath(parameters.get('next'));
  const problem = parameters.get('problem');
  // Signed in already, in another tab perhaps; only what went wrong at the provider is worth staying for.
  const isDone = kind === 'USER' && problem === null;
  useEffect(() => {
    if (isDone) window.location.replace(next);
  }, [isDone, next]);
  if (kind === 'LOCAL') {
    return (
      <>
        <h1 className="mb-3 text-lg font-semibold">Nobody has to sign in here</h1>
        <p className="mb-4 text-ink-soft">This is a single-user server: only this machine reaches it.</p>
        <LinkButton href="/" variant="primary">
          Go to the projects
        </LinkButton>
      </>
    );
  }
  return (
    <>
      <h1 className="mb-4 text-lg font-semibold">{needsSetup ? 'Make the first account' : 'Sign in'}</h1>
      {problem !== null && (
        <Notice tone="bad" className="mb-4">
          {problem}
        </Notice>
      )}
      {needsSetup ? <SetUpForm next={next} /> : <SignInForm next={next} providerLabel={providerLabel} />}
    </>
  );
}
