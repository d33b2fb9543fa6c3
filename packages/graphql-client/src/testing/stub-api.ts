import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type ExecutionArgs, execute, parse, subscribe, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';

const RequestSchema = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).optional() });

export interface StubApi extends AsyncDisposable {
  readonly url: string;
  readonly requests: { readonly query: string; readonly variables: Record<string, unknown> }[];
}

/** A GraphQL server on a free port over the given SDL and root value, for tests of the client alone. */
export async function startStubApi(sdl: string, rootValue: Record<string, object>): Promise<StubApi> {
  const schema = buildSchema(sdl);
  const requests: { query: string; variables: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { query, variables = {} } = RequestSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
    requests.push({ query, variables });
    const result = await execute({ schema, document: parse(query), rootValue, variableValues: variables });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  });
  const webSocketServer = new WebSocketServer({ server, path: '/graphql' });
  const disposable = useServer(
    {
      schema,
      roots: { subscription: rootValue },
      execute: (args: ExecutionArgs) => execute(args),
      subscribe,
      validate,
      parse,
    },
    webSocketServer,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    requests,
    [Symbol.asyncDispose]: async () => {
      await disposable.dispose();
      webSocketServer.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
