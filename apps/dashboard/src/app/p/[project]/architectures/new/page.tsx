import type { Metadata } from 'next';
import { NewArchitecturePage } from '../../../../../features/architectures/new-architecture-page';

export const metadata: Metadata = { title: 'New architecture' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <NewArchitecturePage slug={project} />;
}
