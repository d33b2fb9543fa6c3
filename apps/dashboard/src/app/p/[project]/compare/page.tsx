import type { Metadata } from 'next';
import { ComparePage } from '../../../../features/compare/compare-page';

export const metadata: Metadata = { title: 'Compare' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <ComparePage slug={project} />;
}
