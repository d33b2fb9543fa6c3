import type { Metadata } from 'next';
import { WorkersPage } from '../../../../features/workers/workers-page';

export const metadata: Metadata = { title: 'Workers and queue' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <WorkersPage slug={project} />;
}
