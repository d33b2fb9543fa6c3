import { hashOf } from '@voxboard/db';
import type { Protocol } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { type BoardWorld, makeBoardWorld, putExperiment } from '../../testing/measured-experiment.js';

const protocol: Protocol = { name: 'by-speaker', foldCount: 2 };
const SAVED = `__typename ... on UserError { message path }
  ... on SavePublishedFigureSuccess { figure { id title url uar accuracy protocolName speakerCount note } }`;
const FIGURE = { task: 'EMOTION', title: 'ResNet', source: 'A. Author, 2024', protocolName: 'by-speaker', uar: 0.61 };

interface Saved {
  readonly __typename: string;
  readonly message?: string;
  readonly path?: string[];
  readonly figure?: { readonly id: string; readonly url: string | null };
}

describe('published figures', () => {
  let api: ApiUnderTest;
  let world: BoardWorld;

  beforeAll(async () => {
    api = await startTestApi();
    world = await makeBoardWorld(api, 'papers');
    await putExperiment(world, { name: 'ours', protocol, folds: [0, 1], hitsOfTen: 5 });
  });
  afterAll(() => api.close());

  const add = async (figure: object, rest: object = {}) =>
    (
      await api.ask<{ it: Saved }>(
        `mutation($input: AddPublishedFigureInput!) { it: addPublishedFigure(input: $input) { ${SAVED} } }`,
        {
          input: { projectSlug: 'papers', datasetId: world.datasetId, figure: { ...FIGURE, ...figure }, ...rest },
        },
      )
    ).it;
  const beside = async () =>
    (
      await api.ask<{
        project: {
          publishedFigures: { title: string }[];
          leaderboard: { publishedFigures: { title: string }[]; entries: { nodes: { rank: number }[] } };
        };
      }>(
        `query($version: ID!, $hash: String!) { project(slug: "papers") { publishedFigures(task: EMOTION) { title }
          leaderboard(task: EMOTION, datasetVersionId: $version, protocolHash: $hash) {
            publishedFigures { title } entries { nodes { rank } } } } }`,
        { version: world.versionId, hash: hashOf(protocol) },
      )
    ).project;

  it('stand beside the board of their protocol, and are not ranked on it however high they are', async () => {
    expect(await add({ title: 'under our protocol', uar: 0.99 })).toMatchObject({
      __typename: 'SavePublishedFigureSuccess',
    });
    await add({ title: 'leaky one', protocolName: 'study' });
    const { leaderboard, publishedFigures } = await beside();
    expect(leaderboard.publishedFigures).toEqual([{ title: 'under our protocol' }]);
    expect(publishedFigures.map(({ title }) => title)).toEqual(['under our protocol', 'leaky one']);
    expect(leaderboard.entries.nodes).toEqual([{ rank: 1 }]);
  });

  it('are changed and deleted', async () => {
    const { figure } = await add({ title: 'first', url: 'doi:10.1000/182' });
    expect(figure?.url).toBe('https://doi.org/10.1000/182');
    const { it: changed } = await api.ask<{ it: Saved }>(
      `mutation($id: ID!, $figure: PublishedFigureInput!) { it: updatePublishedFigure(id: $id, figure: $figure) { ${SAVED} } }`,
      { id: figure?.id, figure: { ...FIGURE, title: 'second', accuracy: 0.6, speakerCount: 24 } },
    );
    expect(changed.figure).toMatchObject({ title: 'second', accuracy: 0.6, speakerCount: 24, url: null });
    const remove = `mutation($id: ID!) { it: deletePublishedFigure(id: $id) { __typename ... on UserError { message } } }`;
    expect(await api.ask(remove, { id: figure?.id })).toEqual({ it: { __typename: 'DeletePublishedFigureSuccess' } });
    expect(await api.ask(remove, { id: figure?.id })).toMatchObject({ it: { __typename: 'NotFoundError' } });
  });

  it.each<[string, object, string[], string]>([
    ['per cent instead of a share', { uar: 61 }, ['figure', 'uar'], 'did you mean 0.61'],
    ['a score below nothing', { accuracy: -0.1 }, ['figure', 'accuracy'], 'from 0 to 1'],
    ['no score at all', { uar: null }, ['figure', 'uar'], 'at least one score'],
    ['no source', { source: ' ' }, ['figure', 'source'], 'who published'],
    ['an address that runs', { url: 'javascript:alert(1)' }, ['figure', 'url'], 'http'],
    ['a protocol there is not', { protocolName: 'by-luck' }, ['figure', 'protocolName'], ''],
    ['half a speaker', { speakerCount: 0 }, ['figure', 'speakerCount'], ''],
  ])('refuse %s, and name the field', async (_, figure, path, message) => {
    const refused = await add(figure);
    expect(refused).toMatchObject({ __typename: 'InvalidInputError', path });
    expect(refused.message).toContain(message);
  });

  it('refuse datasets and projects that are not there, or not of one another', async () => {
    const other = await api.make.dataset();
    for (const rest of [{ projectSlug: 'nowhere' }, { datasetId: 'none' }, { datasetId: other.id }]) {
      expect(await add({}, rest)).toMatchObject({ __typename: 'NotFoundError' });
    }
  });
});
