import type { Metadata } from 'next';
import { ExperimentPage } from '../../../../../features/experiment/experiment-page';

export const metadata: Metadata = { title: 'Experiment' };

export default async function Page({ params }: { readonly params: Promise<{ project: string; experiment: string }> }) {
  const { project, experiment } = await params;
  return <ExperimentPage slug={project} experimentId={experiment} />;
}
