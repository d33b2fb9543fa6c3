import type { Metadata } from 'next';
import { DatasetsPage } from '../../../../features/data/datasets-page';

export const metadata: Metadata = { title: 'Data' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <DatasetsPage slug={project} />;
}
