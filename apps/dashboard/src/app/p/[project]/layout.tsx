import type { ReactNode } from 'react';
import { Shell } from '../../../features/shell';

interface Props {
  readonly children: ReactNode;
  readonly params: Promise<{ project: string }>;
}

export default async function ProjectLayout({ children, params }: Props) {
  const { project } = await params;
  return <Shell slug={project}>{children}</Shell>;
}
