import { join } from 'node:path';
import { z } from 'zod';
import { postJson } from '../support/post-json.js';
import { ChildServer, freePort } from './child-server.js';

const ExperimentSchema = z.object({ experiment_id: z.string() });
const RunSchema = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });

export interface PeerPoint {
  readonly key: string;
  readonly step: number;
  readonly value: number;
}

/** MLflow's tracking server at its best: gunicorn, two workers, Postgres; asked over its REST API. */
export class MlflowPeer {
  private constructor(
    private readonly url: string,
    private readonly server: ChildServer,
    readonly experimentId: string,
  ) {}

  static async start(python: string, databaseUrl: string, folder: string): Promise<MlflowPeer> {
    const port = await freePort();
    const server = new ChildServer(
      python,
      [
        '-m',
        'mlflow',
        'server',
        '--host',
        '127.0.0.1',
        '--port',
        String(port),
        '--workers',
        '2',
        '--gunicorn-opts',
        '--log-level warning',
        '--backend-store-uri',
        databaseUrl.replace(/^postgres(ql)?:/, 'postgresql+psycopg2:'),
        '--default-artifact-root',
        join(folder, 'artifacts'),
      ],
      { PATH: `${join(python, '..')}:${process.env.PATH ?? ''}`, MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: '1' },
    );
    const url = `http://127.0.0.1:${port}/api/2.0/mlflow`;
    await answers(`http://127.0.0.1:${port}/health`, server);
    const { experiment_id: experimentId } = ExperimentSchema.parse(
      await post(`${url}/experiments/create`, { name: `bench-${port}` }),
    );
    return new MlflowPeer(url, server, experimentId);
  }

  /** Where people look at it. */
  get pageUrl(): string {
    return new URL(this.url).origin;
  }

  async createRun(): Promise<string> {
    const made = await post(`${this.url}/runs/create`, {
      experiment_id: this.experimentId,
      start_time: 1_750_000_000_000,
    });
    return RunSchema.parse(made).run.info.run_id;
  }

  async log(runId: string, points: readonly PeerPoint[]): Promise<void> {
    const metrics = points.map(({ key, step, value }) => ({
      key,
      step,
      value,
      timestamp: 1_750_000_000_000 + step * 250,
    }));
    await post(`${this.url}/runs/log-batch`, { run_id: runId, metrics, params: [], tags: [] });
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

async function post(url: string, body: object): Promise<unknown> {
  const { status, text } = await postJson(url, body);
  if (status !== 200) throw new Error(`MLflow answered ${status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/** Waits until the address answers: MLflow makes its tables first, which takes a while. */
async function answers(url: string, server: ChildServer): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    // A foreign server: it announces nothing, so it is asked until it answers.
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await server.stop();
  throw new Error('MLflow did not start within two minutes');
}
