import type { TestProject } from 'vitest/node';
import { startTestServer, type TestServer, type TestServerAddress } from './test-server.js';

declare module 'vitest' {
  export interface ProvidedContext {
    voxboardTestServer: TestServerAddress;
  }
}

interface SharedServer {
  users: number;
  server: Promise<TestServer>;
}

/** On the process, not in this module: every project of the run loads a copy of its own. */
const holder: typeof globalThis & { voxboardSharedTestServer?: SharedServer } = globalThis;

/** vitest `globalSetup`: one server for the whole run, whatever number of projects asks for it. */
export async function setup(project: TestProject): Promise<void> {
  holder.voxboardSharedTestServer ??= { users: 0, server: startTestServer() };
  const shared = holder.voxboardSharedTestServer;
  shared.users++;
  const { connectionString, template } = await shared.server;
  project.provide('voxboardTestServer', { connectionString, template });
}

export async function teardown(): Promise<void> {
  const shared = holder.voxboardSharedTestServer;
  if (!shared || --shared.users > 0) return;
  delete holder.voxboardSharedTestServer;
  await (await shared.server).stop();
}
