'use client';
import { Compass, TriangleAlert } from 'lucide-react';
import { Button, LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';

export function NotFoundPage() {
  return (
    <main className="flex min-h-[80vh] items-center justify-center">
      <h1 className="sr-only">Page not found</h1>
      <EmptyState
        icon={Compass}
        title="There is no page at this address"
        action={
          <LinkButton href="/" variant="primary">
            Go to the projects
          </LinkButton>
        }
      >
        The run, dataset or project may have been renamed or removed.
      </EmptyState>
    </main>
  );
}

/** In the place of a page that threw: what happened, and a way on. */
export function ErrorPage({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <div className="flex min-h-[60vh] items-center justify-center">
      <h1 className="sr-only">Something went wrong</h1>
      <EmptyState
        icon={TriangleAlert}
        title="This page failed to draw"
        action={
          <>
            <Button variant="primary" onClick={onRetry}>
              Try again
            </Button>
            <LinkButton href="/">Go to the projects</LinkButton>
          </>
        }
      >
        <p>Nothing was lost: runs go on. If it happens again, report this message:</p>
        <code className="mt-2 block rounded-md bg-subtle px-2 py-1 font-mono text-sm break-words text-ink">
          {error.message}
        </code>
      </EmptyState>
    </div>
  );
}
