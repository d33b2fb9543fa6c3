import type { Metadata } from 'next';
import { RunPage } from '../../../../../features/run/run-page';

export const metadata: Metadata = { title: 'Run' };

export default async function Page({ params }: { readonly params: Promise<{ project: string; run: string }> }) {
  const { project, run } = await params;
  return <RunPage slug={project} runId={run} />;
}
