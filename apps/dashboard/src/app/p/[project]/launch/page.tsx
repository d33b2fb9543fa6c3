import type { Metadata } from 'next';
import { LaunchPage } from '../../../../features/launch/launch-page';

export const metadata: Metadata = { title: 'Launch' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <LaunchPage slug={project} />;
}
