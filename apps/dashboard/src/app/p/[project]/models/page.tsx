import type { Metadata } from 'next';
import { ModelsPage } from '../../../../features/models/models-page';

export const metadata: Metadata = { title: 'Models' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <ModelsPage slug={project} />;
}
