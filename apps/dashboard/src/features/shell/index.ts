export { ErrorPage, NotFoundPage } from './error-pages';
export { ProjectsPage } from './projects-page';
export { useRunEvents } from './run-events';
export { Shell } from './shell';
