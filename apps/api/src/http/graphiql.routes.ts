import { Router } from 'express';

const EXAMPLE = `# Voxboard's GraphQL API. Ctrl-Space completes, Ctrl-Enter runs.
{
  projects {
    slug
    name
    runs(first: 5) {
      nodes { name status metrics(keys: ["uar"], splits: [TEST]) { last } }
    }
  }
}
`;

/** Everything is in the page itself, so it may load nothing from anywhere else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  'worker-src blob:',
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The query editor, for browsers that open `/graphql` or `/graphiql`. */
export function graphiqlRoutes(): Router {
  const router = Router();
  let page: Promise<string> | null = null;
  router.get(['/graphql', '/graphiql'], async (request, response, next) => {
    const isWanted = request.path === '/graphiql' || (request.query.query === undefined && prefersHtml(request));
    if (!isWanted) {
      next();
      return;
    }
    page ??= renderPage();
    response
      .set('Content-Security-Policy', CONTENT_SECURITY_POLICY)
      .type('html')
      .send(await page);
  });
  return router;
}

function prefersHtml(request: { accepts(types: string[]): string | false }): boolean {
  return request.accepts(['application/json', 'application/graphql-response+json', 'text/html']) === 'text/html';
}

/** Fourteen megabytes of editor: loaded when somebody first looks. */
async function renderPage(): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL({
    title: 'Voxboard GraphQL',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    defaultQuery: EXAMPLE,
  });
}
