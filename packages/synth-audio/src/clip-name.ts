import { EMOTIONS, type Emotion, type Intensity } from '@voxboard/domain';

/** What a RAVDESS file name says of a spoken audio clip. */
export interface ClipName {
  readonly speakerNumber: number;
  readonly emotion: Emotion;
  readonly intensity: Intensity;
  readonly statement: 1 | 2;
  readonly repetition: number;
}

/**
 * The path of a clip inside a RAVDESS corpus, `Actor_AC/03-01-EM-IN-ST-RE-AC.wav`: modality 03 (audio only), vocal
 * channel 01 (speech).
 */
export function clipPath(name: ClipName): string {
  const speaker = twoDigits(name.speakerNumber);
  const codes = [
    '03',
    '01',
    twoDigits(EMOTIONS.indexOf(name.emotion) + 1),
    name.intensity === 'strong' ? '02' : '01',
    twoDigits(name.statement),
    twoDigits(name.repetition),
    speaker,
  ];
  return `Actor_${speaker}/${codes.join('-')}.wav`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
