import type { Metadata } from 'next';
import { DatasetPage } from '../../../../../features/data/dataset-page';

export const metadata: Metadata = { title: 'Dataset' };

export default async function Page({ params }: { readonly params: Promise<{ project: string; dataset: string }> }) {
  const { project, dataset } = await params;
  return <DatasetPage slug={project} datasetId={dataset} />;
}
