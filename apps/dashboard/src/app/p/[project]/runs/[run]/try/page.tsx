import type { Metadata } from 'next';
import { TryRunPage } from '../../../../../../features/try-it/try-run-page';

export const metadata: Metadata = { title: 'Try it' };

export default async function Page({ params }: { readonly params: Promise<{ project: string; run: string }> }) {
  const { project, run } = await params;
  return <TryRunPage slug={project} runId={run} />;
}
