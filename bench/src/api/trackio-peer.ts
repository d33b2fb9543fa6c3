import { join } from 'node:path';
import { postJson } from '../support/post-json.js';
import { ChildServer, freePort } from './child-server.js';
import type { PeerPoint } from './mlflow-peer.js';

const SERVE = `
import sys, trackio
trackio.show(open_browser=False, block_thread=True, server_port=int(sys.argv[1]), share=False)
`;

/** Trackio's own server over HTTP, storing into SQLite. */
export class TrackioPeer {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly server: ChildServer,
  ) {}

  static async start(python: string, folder: string): Promise<TrackioPeer> {
    const port = await freePort();
    const server = new ChildServer(python, ['-u', '-c', SERVE, String(port)], {
      TRACKIO_DIR: join(folder, 'trackio'),
      HF_HUB_OFFLINE: '1',
      PYTHONUNBUFFERED: '1',
    });
    const [, url = '', token = ''] = await server.printed(
      /(http:\/\/127\.0\.0\.1:\d+)\/?\?[^\s]*write_token=([\w-]+)/,
      60,
    );
    return new TrackioPeer(url, token, server);
  }

  /** All points of a step go into one log entry, as its client sends them. */
  async log(run: string, points: readonly PeerPoint[]): Promise<void> {
    const bySteps = new Map<number, Record<string, number>>();
    for (const { key, step, value } of points) bySteps.set(step, { ...bySteps.get(step), [key]: value });
    const logs = [...bySteps].map(([step, metrics]) => ({ project: 'bench', run, metrics, step, config: null }));
    const body = { logs, hf_token: null };
    const { status, text } = await postJson(`${this.url}/api/bulk_log`, body, { 'x-trackio-write-token': this.token });
    if (status !== 200 || text.includes('"error"'))
      throw new Error(`Trackio answered ${status}: ${text.slice(0, 500)}`);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
