import type { Metadata } from 'next';
import { ModelPage } from '../../../../../features/models/model-page';

export const metadata: Metadata = { title: 'Model' };

export default async function Page({ params }: { readonly params: Promise<{ project: string; model: string }> }) {
  const { project, model } = await params;
  return <ModelPage slug={project} id={model} />;
}
