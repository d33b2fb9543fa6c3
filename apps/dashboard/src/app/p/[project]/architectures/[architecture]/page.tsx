import type { Metadata } from 'next';
import { ArchitecturePage } from '../../../../../features/architectures/architecture-page';

export const metadata: Metadata = { title: 'Architecture' };

export default async function Page({
  params,
}: {
  readonly params: Promise<{ project: string; architecture: string }>;
}) {
  const { project, architecture } = await params;
  return <ArchitecturePage slug={project} id={architecture} />;
}
