import { describe, expect, it } from 'vitest';
import { type DiagramLayer, NODE_HEIGHT, prepareDiagram } from './prepare-diagram';

const layer = (name: string, inputs: string[] = [], kind = 'Dense'): DiagramLayer => ({
  name,
  kind,
  settings: 'units 4',
  inputs,
  outputShape: [4],
  parameters: 20,
});
const chain = (count: number) => Array.from({ length: count }, (_, i) => layer(`l${i}`, i === 0 ? [] : [`l${i - 1}`]));

describe('prepareDiagram', () => {
  it('puts each layer below what it reads, and branches beside each other', () => {
    const { nodes, edges } = prepareDiagram([
      layer('in'),
      layer('left', ['in']),
      layer('right', ['in']),
      layer('sum', ['left', 'right'], 'Add'),
    ]);
    const place = new Map(nodes.map((node) => [node.id, node]));
    expect(place.get('left')?.y).toBe(place.get('right')?.y);
    expect(place.get('left')?.x).not.toBe(place.get('right')?.x);
    expect(place.get('sum')?.y).toBeGreaterThan((place.get('left')?.y ?? 0) + NODE_HEIGHT);
    expect(edges.map(({ id }) => id).sort()).toEqual(['in left', 'in right', 'left sum', 'right sum']);
    expect(edges[0]?.label).toBe('4');
  });

  it('shows a small network whole, and folds the middle of a long chain', () => {
    expect(prepareDiagram(chain(16)).nodes).toHaveLength(16);
    const long = prepareDiagram(chain(40));
    expect(long.nodes.map(({ title }) => title)).toEqual(['Dense', 'Dense', '36 more layers', 'Dense', 'Dense']);
    expect(long.edges).toHaveLength(4);
    expect(prepareDiagram(chain(40), new Set(['l2'])).nodes).toHaveLength(40);
  });

  it('draws a single layer, and nothing for none', () => {
    expect(prepareDiagram([layer('only')])).toMatchObject({ edges: [], nodes: [{ id: 'only' }] });
    expect(prepareDiagram([]).nodes).toEqual([]);
  });
});
