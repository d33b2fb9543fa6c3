import { describe, expect, it } from 'vitest';
import type { ArchitectureChoiceFragment, ProtocolChoiceFragment } from '../../generated/graphql';
import { EMPTY_FORM, type FeatureSetOption, fieldOf, fits, type LaunchForm, planLaunch, rowKind } from './launch-form';

const features: FeatureSetOption = {
  id: 'f',
  name: 'voxboard-803',
  status: 'READY',
  clipsDone: 10,
  clipsTotal: 10,
  rowsPerClip: 5,
  rowShape: [803],
  datasetName: 'RAVDESS',
  versionNumber: 1,
  speakerCount: 24,
};
const mlp: ArchitectureChoiceFragment = {
  id: 'mlp',
  name: 'mlp',
  description: '',
  inputKind: 'vector',
  parameterCount: 1,
  isPreset: true,
  defaultHyperparameters: {},
};
const lda = { ...mlp, id: 'lda', name: 'lda' };
const cnn = { ...mlp, id: 'cnn', name: 'cnn22', inputKind: 'frames' };
const protocol = (name: string, defaultFoldCount: number | null): ProtocolChoiceFragment => ({
  name,
  description: '',
  defaultFoldCount,
  isLeakyByDesign: name === 'study',
  claimsSpeakerIndependence: true,
});
const options = {
  featureSets: [features],
  architectures: [mlp, lda, cnn],
  protocols: [protocol('by-speaker', 5), protocol('loso', null), protocol('study', null), protocol('upm-5', 5)],
};
const filled: LaunchForm = {
  ...EMPTY_FORM,
  featureSetId: 'f',
  architectureIds: ['mlp', 'lda'],
  protocolName: 'by-speaker',
  seeds: '0-2',
};
const plan = (change: Partial<LaunchForm> = {}) => planLaunch('lab', { ...filled, ...change }, options);

describe('planLaunch', () => {
  it('makes one launch an architecture and counts folds × seeds × architectures', () => {
    const { inputs, runCount, errors } = plan({ name: 'first', tags: 'a, b', hyperparameters: { epochs: '5' } });
    expect(errors).toEqual({});
    expect(runCount).toBe(5 * 3 * 2);
    expect(inputs.map(({ name }) => name)).toEqual(['first · mlp', 'first · lda']);
    expect(inputs[0]).toMatchObject({
      projectSlug: 'lab',
      task: 'EMOTION',
      architectureId: 'mlp',
      protocol: { name: 'by-speaker' },
      hyperparameters: { epochs: 5 },
      seeds: [0, 1, 2],
      tags: ['a', 'b'],
    });
  });

  it('leaves the name to the API when none was given', () => {
    expect(plan().inputs[0]).not.toHaveProperty('name');
  });

  it('says for each field what is missing, all at once', () => {
    const { inputs, errors } = planLaunch('lab', { ...EMPTY_FORM, seeds: '' }, options);
    expect(inputs).toEqual([]);
    expect(Object.keys(errors).sort()).toEqual(['architectureId', 'featureSetId', 'protocol', 'seeds']);
  });

  it('holds back what could not run: features not computed, rows that do not fit', () => {
    const computing = { ...options, featureSets: [{ ...features, status: 'RUNNING' as const }] };
    expect(planLaunch('lab', filled, computing).errors).toHaveProperty('featureSetId');
    expect(plan({ architectureIds: ['cnn'] }).errors.architectureId).toContain('cnn22 reads frames rows');
  });

  it('counts folds as each protocol has them', () => {
    expect(plan({ protocolName: 'loso' }).foldCount).toBe(24);
    expect(plan({ protocolName: 'study' }).foldCount).toBe(1);
    expect(plan({ foldCount: '8' })).toMatchObject({ foldCount: 8 });
    expect(plan({ foldCount: '8' }).inputs[0]?.protocol).toEqual({ name: 'by-speaker', foldCount: 8 });
    expect(plan({ foldCount: '1' }).errors).toHaveProperty('foldCount');
    // A published list keeps its folds, whatever was typed for another protocol before.
    expect(plan({ protocolName: 'upm-5', foldCount: '8' }).inputs[0]?.protocol).toEqual({ name: 'upm-5' });
  });
});

describe('rows and architectures', () => {
  it('fit by kind', () => {
    expect([rowKind([803]), rowKind([144, 86]), rowKind([144_000, 1])]).toEqual(['vector', 'frames', 'waveform']);
    expect([fits(mlp, features), fits(cnn, features), fits(cnn, null)]).toEqual([true, false, true]);
  });
});

describe('fieldOf', () => {
  it.each([
    [['hyperparameters', 'learningRate'], 'learningRate'],
    [['input', 'seeds', '0'], 'seeds'],
    [['protocol', 'foldCount'], 'foldCount'],
    [['protocol', 'name'], 'protocol'],
    [[], null],
  ])('finds the field of %j', (path, field) => {
    expect(fieldOf(path)).toBe(field);
  });
});
