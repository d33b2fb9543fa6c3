import type { Metadata } from 'next';
import { ArchitecturesPage } from '../../../../features/architectures/architectures-page';

export const metadata: Metadata = { title: 'Architectures' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <ArchitecturesPage slug={project} />;
}
