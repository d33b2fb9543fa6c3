import type { Metadata } from 'next';
import { RunsPage } from '../../../../features/runs/runs-page';

export const metadata: Metadata = { title: 'Runs' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <RunsPage slug={project} />;
}
