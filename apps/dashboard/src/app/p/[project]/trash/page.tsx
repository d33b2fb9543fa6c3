import type { Metadata } from 'next';
import { TrashPage } from '../../../../features/trash/trash-page';

export const metadata: Metadata = { title: 'Trash and storage' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <TrashPage slug={project} />;
}
