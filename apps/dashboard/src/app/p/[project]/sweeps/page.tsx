import type { Metadata } from 'next';
import { SweepsPage } from '../../../../features/sweeps/sweeps-page';

export const metadata: Metadata = { title: 'Sweeps' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <SweepsPage slug={project} />;
}
