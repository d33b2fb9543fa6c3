import { afterEach, expect, test, vi } from 'vitest';
import { AddPublishedFigureDocument } from '../generated/graphql';
import { createApiClient } from './client';

afterEach(() => vi.unstubAllGlobals());

test('a refusal keeps its code, message and path on the way through the cache', async () => {
  const refusal = {
    __typename: 'InvalidInputError',
    code: 'INVALID_INPUT',
    message: 'must be a share from 0 to 1, got 61; did you mean 0.61',
    path: ['figure', 'uar'],
  };
  const answer = JSON.stringify({ data: { addPublishedFigure: refusal } });
  const headers = { 'content-type': 'application/json' };
  // Node 20 has none; nothing is subscribed here.
  vi.stubGlobal('WebSocket', class {});
  vi.stubGlobal('fetch', async () => new Response(answer, { headers }));
  const figure = {
    task: 'GENDER' as const,
    title: 'A',
    source: 'B',
    protocolName: 'study',
    protocolNote: '',
    note: '',
    uar: 61,
  };
  const input = { projectSlug: 'demo', datasetId: 'd', figure };
  const { data } = await createApiClient().mutation(AddPublishedFigureDocument, { input }).toPromise();
  expect(data).toEqual({ addPublishedFigure: refusal });
});
