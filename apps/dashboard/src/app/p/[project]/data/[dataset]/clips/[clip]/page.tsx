import type { Metadata } from 'next';
import { ClipPage } from '../../../../../../../features/data/clip-page';

export const metadata: Metadata = { title: 'Clip' };

export default async function Page({
  params,
}: {
  readonly params: Promise<{ project: string; dataset: string; clip: string }>;
}) {
  const { project, dataset, clip } = await params;
  return <ClipPage slug={project} datasetId={dataset} clipId={clip} />;
}
