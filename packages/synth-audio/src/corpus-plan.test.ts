import { EMOTIONS, InvalidInputError } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { planCorpus } from './corpus-plan.js';

const count = <T>(items: readonly T[], has: (item: T) => boolean) => items.filter(has).length;

describe('planCorpus', () => {
  it('plans by default exactly the 60 clips of each RAVDESS speaker', () => {
    const plans = planCorpus({ seed: 1, speakerCount: 24 });
    expect(plans.length).toBe(1440);
    expect(new Set(plans.map((plan) => plan.path)).size).toBe(1440);
    expect(plans[0]?.path).toBe('Actor_01/03-01-01-01-01-01-01.wav');
    expect(plans.at(-1)?.path).toBe('Actor_24/03-01-08-02-02-02-24.wav');
    expect(count(plans, (plan) => plan.labels.emotion === 'neutral')).toBe(96);
    for (const emotion of EMOTIONS.slice(1)) expect(count(plans, (plan) => plan.labels.emotion === emotion)).toBe(192);
    expect(plans.some((plan) => plan.labels.emotion === 'neutral' && plan.labels.intensity === 'strong')).toBe(false);
  });

  it('states the same labels in the file name, with odd speakers male', () => {
    for (const plan of planCorpus({ seed: 2, speakerCount: 5, clipsPerSpeaker: 20 })) {
      const codes = /^Actor_(\d\d)\/03-01-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)\.wav$/.exec(plan.path)!.slice(1);
      const { labels } = plan;
      expect(codes).toEqual([
        labels.speaker,
        `0${EMOTIONS.indexOf(labels.emotion!) + 1}`,
        labels.intensity === 'strong' ? '02' : '01',
        labels.statement,
        `0${labels.repetition}`,
        labels.speaker,
      ]);
      expect(labels.gender).toBe(Number(labels.speaker) % 2 === 1 ? 'male' : 'female');
    }
  });

  it('shares a small number of clips equally between the emotions, differently for each speaker', () => {
    const plans = planCorpus({ seed: 3, speakerCount: 6, clipsPerSpeaker: 16 });
    expect(plans.length).toBe(96);
    for (const emotion of EMOTIONS) expect(count(plans, (plan) => plan.labels.emotion === emotion)).toBe(12);
    const choices = new Set(
      ['01', '02', '03', '04', '05', '06'].map((speaker) =>
        plans
          .filter((plan) => plan.labels.speaker === speaker)
          .map((plan) => plan.path.slice(9, -7))
          .join(),
      ),
    );
    expect(choices.size).toBe(6);
  });

  it('goes on counting repetitions and speakers beyond the size of RAVDESS', () => {
    const plans = planCorpus({ seed: 4, speakerCount: 101, clipsPerSpeaker: 70 });
    expect(new Set(plans.map((plan) => plan.path)).size).toBe(7070);
    expect(Math.max(...plans.map((plan) => plan.labels.repetition ?? 0))).toBe(4);
    expect(plans.some((plan) => plan.path.startsWith('Actor_101/'))).toBe(true);
  });

  it('depends on the seed, and plans a speaker alike in corpora of any size', () => {
    const paths = (seed: number, speakerCount: number) =>
      planCorpus({ seed, speakerCount, clipsPerSpeaker: 9 })
        .filter((plan) => plan.labels.speaker === '01')
        .map((plan) => plan.path);
    expect(paths(1, 2)).toEqual(paths(1, 9));
    expect(paths(1, 2)).not.toEqual(paths(2, 2));
  });

  it.each([
    [{ seed: -1, speakerCount: 2 }, 'seed'],
    [{ seed: 1, speakerCount: 0 }, 'speakerCount'],
    [{ seed: 1, speakerCount: 1000 }, 'speakerCount'],
    [{ seed: 1, speakerCount: 2, clipsPerSpeaker: 2.5 }, 'clipsPerSpeaker'],
    [{ seed: 1, speakerCount: 2, clipsPerSpeaker: Number.NaN }, 'clipsPerSpeaker'],
  ])('refuses %j and says which field is wrong', (options, field) => {
    expect(() => planCorpus(options)).toThrow(InvalidInputError);
    expect(() => planCorpus(options)).toThrow(field);
  });
});
