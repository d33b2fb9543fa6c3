import { NotFoundPage } from '../features/shell';

export default function NotFound() {
  return <NotFoundPage />;
}
