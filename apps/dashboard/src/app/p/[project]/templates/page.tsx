import type { Metadata } from 'next';
import { TemplatesPage } from '../../../../features/templates/templates-page';

export const metadata: Metadata = { title: 'Templates' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <TemplatesPage slug={project} />;
}
