import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { postJson } from '../support/post-json.js';
import { ChildServer } from './child-server.js';

const BIN = fileURLToPath(new URL('../../../apps/api/dist/bundle/index.js', import.meta.url));
const AnswerSchema = z.object({ data: z.unknown(), errors: z.unknown().optional() });
const CreatedSchema = z.object({ createRun: z.object({ run: z.object({ id: z.string() }) }) });

export const LOG = `mutation Log($input: LogMetricsInput!) {
  logMetrics(input: $input) { ... on LogMetricsSuccess { stored } ... on UserError { message } } }`;

/** The API as a process of its own, asked over HTTP. */
export class VoxboardApi {
  private constructor(
    readonly url: string,
    /** Seconds from the start of the process until it answered. */
    readonly readySeconds: number,
    private readonly server: ChildServer,
  ) {}

  static async start(databaseUrl: string, dataDir: string): Promise<VoxboardApi> {
    const begun = performance.now();
    const server = new ChildServer(process.execPath, [BIN], {
      DATABASE_URL: databaseUrl,
      VOXBOARD_DATA_DIR: dataDir,
      VOXBOARD_API_PORT: '0',
      VOXBOARD_LOG_LEVEL: 'error',
    });
    const [, url = ''] = await server.printed(/"url":"([^"]+)"/, 60);
    const ready = await fetch(`${url}/readyz`);
    if (ready.status !== 200) throw new Error(`the API is not ready: ${await ready.text()}`);
    return new VoxboardApi(url, (performance.now() - begun) / 1000, server);
  }

  /** The answer's data. @throws when there are errors */
  async ask(query: string, variables: object = {}): Promise<unknown> {
    const { text } = await postJson(`${this.url}/graphql`, { query, variables });
    const { data, errors } = AnswerSchema.parse(JSON.parse(text));
    if (errors !== undefined) throw new Error(`the API answered ${JSON.stringify(errors)}`);
    return data;
  }

  async createRun(projectSlug: string): Promise<string> {
    const query = `mutation($slug: String!) { createRun(input: {projectSlug: $slug, experiment: "bench"}) { ... on CreateRunSuccess { run { id } } } }`;
    return CreatedSchema.parse(await this.ask(query, { slug: projectSlug })).createRun.run.id;
  }

  memoryMb(): Promise<number | null> {
    return this.server.memoryMb();
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
