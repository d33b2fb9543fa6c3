'use client';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import {
  ProjectSettingsPageDocument,
  type ProjectSettingsPageQuery,
  ViewerStateDocument,
} from '../../generated/graphql';
import { Notice } from '../../ui/notice';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { NotFoundPage } from '../shell/error-pages';
import { AuditPanel } from './audit-panel';
import { DetailsPanel } from './details-panel';
import { MembersPanel } from './members-panel';
import { RetentionPanel } from './retention-panel';
import { TokensPanel } from './tokens-panel';

/** A project's name, members, retention, tokens, and what was done in it. */
export function ProjectSettingsPage({ slug }: { readonly slug: string }) {
  const state = useApiQuery(ProjectSettingsPageDocument, { slug });
  return (
    <div className="mx-auto w-full max-w-4xl">
      <PageHeader title="Project settings" />
      <QueryBoundary state={state} loading={<PanelSkeleton />}>
        {({ project }) => (project ? <Settings project={project} onChange={state.reload} /> : <NotFoundPage />)}
      </QueryBoundary>
    </div>
  );
}

function Settings({
  project,
  onChange,
}: {
  readonly project: NonNullable<ProjectSettingsPageQuery['project']>;
  readonly onChange: () => void;
}) {
  const viewer = useApiQuery(ViewerStateDocument, {}, { requestPolicy: 'cache-first' }).data?.viewer;
  const isAdmin = project.viewerRole === 'ADMIN';
  return (
    <div className="flex flex-col gap-4">
      {!isAdmin && (
        <Notice title={`Your role here is ${project.viewerRole?.toLowerCase() ?? 'none'}`}>
          Admins of the project change these settings. The members below say who they are.
        </Notice>
      )}
      <DetailsPanel key={project.id} project={project} isReadOnly={!isAdmin} />
      {viewer && viewer.kind !== 'LOCAL' && (
        <MembersPanel
          slug={project.slug}
          members={project.members}
          ownId={viewer.accountId}
          isReadOnly={!isAdmin}
          onChange={onChange}
        />
      )}
      <RetentionPanel slug={project.slug} usage={project.storageUsage} isReadOnly={!isAdmin} onChange={onChange} />
      {isAdmin && <TokensPanel tokens={project.tokens} projectSlug={project.slug} onChange={onChange} />}
      {isAdmin && <AuditPanel slug={project.slug} />}
    </div>
  );
}
