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
  const pages = new Map<boolean, Promise<string>>();
  router.get(['/graphql', '/graphiql'], async (request, response, next) => {
    if (request.path !== '/graphiql' && !prefersHtml(request)) {
      next();
      return;
    }
    // The editor keeps its query in the address, where an example would hide it.
    const withExample = request.query.query === undefined;
    const page = pages.get(withExample) ?? renderPage(withExample);
    pages.set(withExample, page);
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

/** Nine megabytes of editor: loaded when somebody first looks. */
async function renderPage(withExample: boolean): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL({
    title: 'Voxboard GraphQL',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    ...(withExample && { query: EXAMPLE }),
  });
}
