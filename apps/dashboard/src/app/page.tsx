import { ProjectsPage } from '../features/shell';

export default function Page() {
  return <ProjectsPage />;
}
