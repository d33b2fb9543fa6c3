import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../../testing/errors-of.js';

const layer = (class_name: string, config: object) => ({ class_name, config });
const chain = (...layers: object[]) => ({ class_name: 'Sequential', config: { name: 'own', layers } });
const INPUT = layer('InputLayer', { name: 'in', batch_input_shape: [null, 162] });
const HEAD = layer('Dense', { name: 'head', units: 8, activation: 'softmax' });

describe('architectures', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startTestApi();
    await api.make.project({ slug: 'lab' });
  });
  afterAll(() => api.close());

  const create = async (name: string, layersJson: object) =>
    (
      await api.ask<{ it: ResultOf & { architecture?: { id: string } } }>(
        `mutation($input: CreateArchitectureInput!) { it: createArchitecture(input: $input) { ${ERROR_FIELDS}
          ... on CreateArchitectureSuccess { architecture { id name inputKind parameterCount network { layers { kind parameters } edges { from to shape } flops } } } } }`,
        { input: { projectSlug: 'lab', name, spec: { kind: 'layers', layersJson } } },
      )
    ).it;

  it('are described layer by layer as soon as they are made', async () => {
    expect(await create('small', chain(INPUT, HEAD))).toMatchObject({
      architecture: {
        inputKind: 'vector',
        parameterCount: 1304,
        network: {
          layers: [{ kind: 'InputLayer' }, { kind: 'Dense', parameters: 1304 }],
          edges: [{ from: 'in', to: 'head', shape: [162] }],
          flops: 2592,
        },
      },
    });
  });

  it.each([
    ['an unsupported layer', chain(INPUT, layer('Lambda', { name: 'x' }), HEAD), '"Lambda" is not supported', ['1']],
    [
      'a shape that does not fit',
      chain(INPUT, layer('Conv1D', { name: 'conv', filters: 2, kernel_size: [3] }), HEAD),
      'Conv1D "conv": reads 2 axes a row, but gets [162]. Put a Reshape before it',
      ['1'],
    ],
    ['a head of no classes', chain(INPUT, layer('Dense', { name: 'head', units: 8 })), 'must end in softmax', ['1']],
  ])('refuse %s by layer, remedy and place', async (_, json, message, place) => {
    expect(await create('bad', json)).toEqual({
      __typename: 'InvalidInputError',
      code: 'INVALID_ARCHITECTURE',
      message: expect.stringContaining(message),
      path: ['spec', 'layersJson', 'config', 'layers', ...place],
    });
  });

  it('can be asked what they would be, without being made', async () => {
    const ask = async (layersJson: object, more = '') =>
      (
        await api.ask<{ it: object }>(
          `query($json: JSON!) { it: describeNetwork(layersJson: $json ${more}) { ${ERROR_FIELDS} ... on DescribeNetworkSuccess { network { parameters classCount } } } }`,
          { json: layersJson },
        )
      ).it;
    expect(await ask(chain(INPUT, HEAD))).toMatchObject({ network: { parameters: 1304, classCount: 8 } });
    expect(await ask(chain(INPUT, HEAD), ', classCount: 2')).toMatchObject({
      message: expect.stringContaining('8 softmax outputs for 2 classes'),
    });
    expect(await ask(chain(INPUT, HEAD), ', rowShape: [803]')).toMatchObject({
      message: expect.stringContaining('reads rows of [162]'),
    });
  });

  it('are renamed and archived, unless they come with Voxboard; and listed page by page', async () => {
    const made = await create('to archive', chain(INPUT, HEAD));
    const update = async (input: object) =>
      (
        await api.ask<{ it: object }>(
          `mutation($input: UpdateArchitectureInput!) { it: updateArchitecture(input: $input) { ${ERROR_FIELDS} ... on UpdateArchitectureSuccess { architecture { name archivedAt } } } }`,
          { input },
        )
      ).it;
    const architectureId = made.architecture?.id;
    expect(await update({ architectureId, name: 'old', isArchived: true })).toMatchObject({
      architecture: { name: 'old', archivedAt: expect.any(String) },
    });
    const names = async (args: string) => {
      const data = await api.ask<{ project: { architectureConnection: { nodes: { id: string; name: string }[] } } }>(
        `{ project(slug: "lab") { architectureConnection(${args}) { nodes { id name } } } }`,
      );
      return data.project.architectureConnection.nodes;
    };
    const shown = await names('first: 100');
    expect(shown.map(({ name }) => name)).not.toContain('old');
    expect((await names('first: 100, filter: {includeArchived: true, ownOnly: true}')).map(({ name }) => name)).toEqual(
      ['small', 'old'],
    );
    expect(await update({ architectureId: shown[0]?.id, name: 'mine' })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['architectureId'],
    });
  });
});
