import { type ClipLabels, EMOTIONS } from '@voxboard/domain';
import { audioExtensionOf } from './decoding/index.js';
import type { SkipReason } from './import-report.js';

/** What a path in a RAVDESS corpus says: a clip with its place, or why it is none. */
export type RavdessName =
  | { readonly kind: 'clip'; readonly corpusPath: string; readonly labels: ClipLabels }
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly detail: string };

const NAME = /^(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d|[1-9]\d\d)\.(\w+)$/;
const MODALITIES: Readonly<Record<string, string>> = { '01': 'sound and picture', '02': 'picture only' };

/**
 * Reads `…/Actor_AC/MM-VC-EM-IN-ST-RE-AC.wav` (or `.flac`, `.mp3`, …: any extension of a recording). The folders above the last one do not matter, so that every known layout
 * gives the same place in the corpus: `Actor_AC/` and the file name.
 */
export function parseRavdessPath(path: string): RavdessName {
  const parts = path.split('/');
  const fileName = parts.at(-1) ?? '';
  const match = NAME.exec(fileName);
  const extension = audioExtensionOf(fileName);
  if (match === null) {
    return extension === null
      ? notAudio(fileName)
      : badName(fileName, `it must read MM-VC-EM-IN-ST-RE-AC.${extension}`);
  }
  const [modality, channel, emotionCode, intensityCode, statement, repetition, actor] = match.slice(1);
  if (modality !== '03') {
    const what = MODALITIES[modality ?? ''];
    if (what === undefined) return badName(fileName, `modality ${modality} does not exist`);
    return skip('video', `Modality ${modality} is ${what}; only sound (03) is imported.`);
  }
  if (channel === '02') return skip('song', 'Vocal channel 02 is song; only speech (01) is imported.');
  if (channel !== '01') return badName(fileName, `vocal channel ${channel} does not exist`);
  if (extension === null) return notAudio(fileName);
  const emotion = EMOTIONS[Number(emotionCode) - 1];
  if (emotion === undefined) return badName(fileName, `emotion ${emotionCode} is not one of 01 to 08`);
  if (intensityCode !== '01' && intensityCode !== '02') {
    return badName(fileName, `intensity ${intensityCode} is neither 01 nor 02`);
  }
  if (emotion === 'neutral' && intensityCode === '02') return badName(fileName, 'neutral has no strong intensity');
  if (statement !== '01' && statement !== '02') return badName(fileName, `statement ${statement} is neither 01 nor 02`);
  if (Number(repetition) < 1) return badName(fileName, 'repetitions count from 01');
  if (actor === undefined || Number(actor) < 1) return badName(fileName, 'actors count from 01');
  const folderActor = /^Actor_(\d+)$/i.exec(parts.at(-2) ?? '')?.[1];
  if (folderActor !== undefined && Number(folderActor) !== Number(actor)) {
    return skip('wrong-folder', `The name says actor ${actor}, the folder actor ${folderActor}.`);
  }
  return {
    kind: 'clip',
    corpusPath: `Actor_${actor}/${fileName.slice(0, fileName.lastIndexOf('.'))}.${extension}`,
    labels: {
      speaker: actor,
      gender: Number(actor) % 2 === 1 ? 'male' : 'female',
      emotion,
      intensity: intensityCode === '02' ? 'strong' : 'normal',
      statement,
      repetition: Number(repetition),
    },
  };
}

function skip(reason: SkipReason, detail: string): RavdessName {
  return { kind: 'skip', reason, detail };
}

function badName(fileName: string, why: string): RavdessName {
  return skip('bad-name', `"${fileName}" is no RAVDESS name: ${why}.`);
}

function notAudio(fileName: string): RavdessName {
  const isArchive = /\.(zip|tar|t?gz|7z|rar)$/i.test(fileName);
  return skip(
    'not-audio',
    isArchive
      ? `"${fileName}" is an archive inside the corpus: unpack it, or import it by itself.`
      : `"${fileName}" has no extension of a recording (.wav, .flac, .mp3, .ogg, .m4a, …).`,
  );
}
