import type { Metadata } from 'next';
import { LatestRunPage } from '../../../../../features/run/latest-run-page';

export const metadata: Metadata = { title: 'Latest run' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <LatestRunPage slug={project} />;
}
