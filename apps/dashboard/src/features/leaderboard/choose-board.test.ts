import { describe, expect, it } from 'vitest';
import type { Task } from '../../generated/graphql';
import { type BoardKey, chooseBoards } from './choose-board';

function key(task: Task, versionId: string, protocol: string, experimentCount: number): BoardKey {
  return {
    task,
    experimentCount,
    protocol: {
      name: protocol,
      hash: protocol,
      foldCount: 5,
      isLeakyByDesign: protocol === 'study',
      claimsSpeakerIndependence: protocol !== 'study',
      description: '',
    },
    datasetVersion: { id: versionId, number: 1, clipCount: 8, speakerCount: 2, dataset: { id: 'd', name: 'd' } },
  };
}
const KEYS = [
  key('EMOTION', 'v1', 'study', 9),
  key('EMOTION', 'v1', 'by-speaker', 2),
  key('EMOTION', 'v1', 'upm-5', 5),
  key('GENDER', 'v1', 'by-speaker', 1),
  key('GENDER', 'v2', 'study', 1),
];
const ANY = { task: null, versionId: null, protocolHash: null };

describe('The leaderboards of a project', () => {
  it('start with the sound protocol that has most experiments, however many a leaky one has', () => {
    expect(chooseBoards(KEYS, ANY)?.main?.protocol.name).toBe('upm-5');
  });

  it('keep leaky protocols out of the choice and apart', () => {
    const chosen = chooseBoards(KEYS, ANY);
    expect(chosen?.protocols.map(({ protocol }) => protocol.name)).toEqual(['upm-5', 'by-speaker']);
    expect(chosen?.leaky.map(({ protocol }) => protocol.name)).toEqual(['study']);
  });

  it('follow the address as far as it names what is there', () => {
    const wanted = { task: 'GENDER' as const, versionId: 'gone', protocolHash: 'gone' };
    const chosen = chooseBoards(KEYS, wanted);
    expect(chosen?.main).toMatchObject({ task: 'GENDER', datasetVersion: { id: 'v1' } });
    expect(chosen?.versions.map(({ datasetVersion }) => datasetVersion.id)).toEqual(['v1', 'v2']);
  });

  it('have no main board where only a leaky protocol was used', () => {
    const chosen = chooseBoards(KEYS, { task: 'GENDER', versionId: 'v2', protocolHash: null });
    expect(chosen?.main).toBeNull();
    expect(chosen?.leaky.length).toBe(1);
  });

  it('are none without experiments', () => {
    expect(chooseBoards([], ANY)).toBeNull();
  });
});
