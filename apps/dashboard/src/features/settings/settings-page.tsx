'use client';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useEffect } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { goToSignIn } from '../../api/sign-in';
import { useApiQuery } from '../../api/use-api-query';
import { SettingsPageDocument, type SettingsPageQuery } from '../../generated/graphql';
import { Notice } from '../../ui/notice';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { ThemeToggle } from '../shell/theme-toggle';
import { UserMenu } from '../shell/user-menu';
import { AccountsPanel } from './accounts-panel';
import { PasswordPanel } from './password-panel';
import { SessionsPanel } from './sessions-panel';
import { TokensPanel } from './tokens-panel';

/** What belongs to a person and not to a project: tokens, the password, where they are signed in. */
export function SettingsPage() {
  const state = useApiQuery(SettingsPageDocument, {});
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-6">
      <header className="mb-4 flex items-center gap-2">
        <Link href="/?all" className="inline-flex items-center gap-1.5 text-ink-soft hover:text-ink">
          <ArrowLeft aria-hidden className="size-4" /> Projects
        </Link>
        <span className="ml-auto flex items-center gap-1">
          <ThemeToggle />
          <UserMenu />
        </span>
      </header>
      <main>
        <PageHeader title="Settings" hint="Yours, whatever project you work in." />
        <QueryBoundary state={state} loading={<PanelSkeleton />}>
          {({ viewer }) => <Settings viewer={viewer} onChange={state.reload} />}
        </QueryBoundary>
      </main>
    </div>
  );
}

function Settings({
  viewer,
  onChange,
}: {
  readonly viewer: SettingsPageQuery['viewer'];
  readonly onChange: () => void;
}) {
  const isLocal = viewer.kind === 'LOCAL';
  const isSignedOut = viewer.kind === 'ANONYMOUS';
  useEffect(() => {
    if (isSignedOut) goToSignIn();
  }, [isSignedOut]);
  if (isSignedOut) return <PanelSkeleton />;
  return (
    <div className="flex flex-col gap-4">
      {isLocal && (
        <Notice title="This is a single-user server">
          Only this machine reaches it, so nobody has to sign in and everything is allowed. Tokens that you make here
          narrow down what a script may do, and stay good when accounts are switched on: set{' '}
          <code className="font-mono">VOXBOARD_AUTH=accounts</code> and start again.
        </Notice>
      )}
      <TokensPanel tokens={viewer.tokens} onChange={onChange} />
      {!isLocal && (
        <>
          <SessionsPanel sessions={viewer.sessions} onChange={onChange} />
          <PasswordPanel />
        </>
      )}
      {!isLocal && viewer.isInstanceAdmin && <AccountsPanel ownId={viewer.accountId} />}
    </div>
  );
}
