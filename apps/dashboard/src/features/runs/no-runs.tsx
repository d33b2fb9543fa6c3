'use client';
import { Rocket, SearchX, TriangleAlert } from 'lucide-react';
import { OfflineState } from '../../api/query-boundary';
import { Button, LinkButton } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { EmptyState } from '../../ui/empty-state';
import { TableSkeleton } from '../../ui/skeleton';
import { EmptyProject } from './empty-project';
import type { RunWindowsState } from './use-run-windows';

/** Why there is no run to show, and what to do about it. */
export function NoRuns({
  slug,
  state,
  isFiltered,
  onClear,
  onRetry,
}: {
  readonly slug: string;
  readonly state: RunWindowsState;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly onRetry: () => void;
}) {
  switch (state.status) {
    case 'loading':
      return <TableSkeleton rows={10} />;
    case 'offline':
      return <OfflineState />;
    case 'failed':
      return (
        <EmptyState
          icon={TriangleAlert}
          title="The runs could not be loaded"
          action={<Button onClick={onRetry}>Try again</Button>}
        >
          {state.message}
        </EmptyState>
      );
    case 'missing':
      return (
        <EmptyState
          icon={SearchX}
          title={`There is no project “${slug}”`}
          action={<LinkButton href="/?all">All projects</LinkButton>}
        >
          It may have been renamed; check the address.
        </EmptyState>
      );
    case 'ready':
      return isFiltered ? (
        <EmptyState
          icon={SearchX}
          title="No run matches"
          action={<Button onClick={onClear}>Clear the filter</Button>}
        />
      ) : (
        <>
          <EmptyProject
            slug={slug}
            whenReady={
              <EmptyState
                icon={Rocket}
                title="No runs yet"
                action={
                  <LinkButton href={`/p/${slug}/launch`} variant="primary">
                    <Rocket aria-hidden /> Launch an experiment
                  </LinkButton>
                }
              >
                The data is here: choose a task, features and an architecture, and train.
              </EmptyState>
            }
          />
          <LogSnippet slug={slug} />
        </>
      );
  }
}

/** How a script of somebody's own gets its first run in here. */
function LogSnippet({ slug }: { readonly slug: string }) {
  const snippet = `mutation {
  createRun(input: {projectSlug: "${slug}", experiment: "first try", params: {width: 256}}) {
    ... on CreateRunSuccess { run { id } }
    ... on UserError { message }
  }
}`;
  return (
    <div className="mx-auto mb-8 w-full max-w-xl px-4">
      <div className="mb-1.5 flex items-center justify-between text-sm text-ink-faint">
        <span>
          Or log a run of your own script at <code>/graphql</code>
        </span>
        <CopyButton text={snippet} label="Copy the request" />
      </div>
      <pre className="rounded-md border border-line bg-subtle p-3 font-mono text-sm whitespace-pre-wrap">{snippet}</pre>
    </div>
  );
}
