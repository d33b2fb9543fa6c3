import type { Metadata } from 'next';
import { ProjectSettingsPage } from '../../../../features/settings/project-settings-page';

export const metadata: Metadata = { title: 'Project settings' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <ProjectSettingsPage slug={project} />;
}
