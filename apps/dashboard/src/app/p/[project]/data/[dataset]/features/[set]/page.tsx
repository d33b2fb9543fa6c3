import type { Metadata } from 'next';
import { FeatureSetPage } from '../../../../../../../features/data/feature-set-page';

export const metadata: Metadata = { title: 'Feature set' };

export default async function Page({
  params,
}: {
  readonly params: Promise<{ project: string; dataset: string; set: string }>;
}) {
  const { project, dataset, set } = await params;
  return <FeatureSetPage slug={project} datasetId={dataset} featureSetId={set} />;
}
