import type { Metadata } from 'next';
import { TryModelPage } from '../../../../../../features/try-it/try-model-page';

export const metadata: Metadata = { title: 'Try it' };

export default async function Page({ params }: { readonly params: Promise<{ project: string; model: string }> }) {
  const { project, model } = await params;
  return <TryModelPage slug={project} modelId={model} />;
}
