'use client';
import { PlugZap, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import type { ApiQueryState } from './use-api-query';

/** Draws a query's data, or says in its place what is the matter and what to do. */
export function QueryBoundary<Data>({
  state,
  loading,
  children,
}: {
  readonly state: ApiQueryState<Data>;
  readonly loading: ReactNode;
  readonly children: (data: Data) => ReactNode;
}) {
  switch (state.status) {
    case 'loading':
      return loading;
    case 'offline':
      return <OfflineState />;
    case 'failed':
      return (
        <EmptyState
          icon={TriangleAlert}
          title="This could not be loaded"
          action={<Button onClick={state.reload}>Try again</Button>}
        >
          {state.message}
        </EmptyState>
      );
    case 'ready':
      return children(state.data);
  }
}

export function OfflineState() {
  return (
    <EmptyState icon={PlugZap} title="The Voxboard API does not answer">
      <p>
        Start it with <code className="rounded-sm bg-subtle px-1 font-mono text-sm text-ink">npm start</code> in the
        repository, or wait if it is just restarting.
      </p>
      <p className="mt-1">This page comes back by itself.</p>
    </EmptyState>
  );
}
