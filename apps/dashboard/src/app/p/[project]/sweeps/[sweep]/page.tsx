import type { Metadata } from 'next';
import { SweepPage } from '../../../../../features/sweeps/sweep-page';

export const metadata: Metadata = { title: 'Sweep' };

export default async function Page({ params }: { readonly params: Promise<{ project: string; sweep: string }> }) {
  const { project, sweep } = await params;
  return <SweepPage slug={project} sweepId={sweep} />;
}
