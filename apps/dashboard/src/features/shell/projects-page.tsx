'use client';
import { ArrowRight, FolderPlus, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { Suspense, useEffect, useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatDateTime } from '../../format/format';
import { ShellProjectsDocument, type ShellProjectsQuery } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PanelSkeleton } from '../../ui/skeleton';
import { CreateProjectDialog } from './create-project-dialog';
import { Logo } from './logo';
import { ThemeToggle } from './theme-toggle';
import { UserMenu } from './user-menu';

/** The entry: straight into the only project, or a list of them. `?all` shows the list in any case. */
export function ProjectsPage() {
  const state = useApiQuery(ShellProjectsDocument, {});
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-3xl flex-col px-4 py-10">
      <header className="mb-8 flex items-center gap-3">
        <Logo className="size-8" />
        <h1 className="text-lg font-semibold tracking-tight">Voxboard</h1>
        <span className="ml-auto flex items-center gap-1">
          <ThemeToggle />
          <UserMenu />
        </span>
      </header>
      <main>
        <Suspense fallback={<PanelSkeleton />}>
          <QueryBoundary state={state} loading={<PanelSkeleton />}>
            {({ projects }) => <Projects projects={projects} />}
          </QueryBoundary>
        </Suspense>
      </main>
    </div>
  );
}

function Projects({ projects }: { readonly projects: ShellProjectsQuery['projects'] }) {
  const router = useRouter();
  const isAll = useSearchParams().has('all');
  const [isCreating, setIsCreating] = useState(false);
  const only = projects.length === 1 && !isAll ? projects[0] : undefined;
  useEffect(() => {
    if (only) router.replace(`/p/${only.slug}/runs`);
  }, [only, router]);
  if (only) return <PanelSkeleton />;
  return (
    <>
      {projects.length === 0 ? (
        <EmptyState
          icon={FolderPlus}
          title="No project yet"
          action={
            <Button variant="primary" onClick={() => setIsCreating(true)}>
              <Plus aria-hidden /> Create a project
            </Button>
          }
        >
          A project holds a team’s datasets, runs and leaderboards.
        </EmptyState>
      ) : (
        <>
          <div className="mb-3 flex items-center justify-between">
            <h2 className="font-semibold">Projects</h2>
            <Button onClick={() => setIsCreating(true)}>
              <Plus aria-hidden /> New project
            </Button>
          </div>
          <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface shadow-panel">
            {projects.map((project) => (
              <li key={project.id}>
                <Link
                  href={`/p/${project.slug}/runs`}
                  className="group flex items-center gap-4 px-4 py-3 hover:bg-subtle"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{project.name}</span>
                    <span className="block truncate text-ink-faint">{project.description || project.slug}</span>
                  </span>
                  <span className="hidden text-sm text-ink-faint sm:block">
                    since {formatDateTime(project.createdAt)}
                  </span>
                  <ArrowRight aria-hidden className="size-4 text-ink-faint group-hover:text-ink" />
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <CreateProjectDialog isOpen={isCreating} onOpenChange={setIsCreating} />
    </>
  );
}
