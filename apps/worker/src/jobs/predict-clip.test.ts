import { clipSeedOf, decodeWav, RecipeExtractor } from '@voxboard/audio-dsp';
import { ArchitectureRepository, ClipPredictionRepository } from '@voxboard/db';
import { STUDY_162_PLAIN } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrainedRuns } from '../testing/trained-runs.js';
import { runJob } from './run-job.js';

const OWN_LAYERS = {
  class_name: 'Sequential',
  config: {
    name: 'own',
    layers: [
      { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: [null, 162] } },
      { class_name: 'Dense', config: { name: 'hidden', units: 24, activation: 'relu' } },
      { class_name: 'Reshape', config: { name: 'frames', target_shape: [-1, 4] } },
      { class_name: 'Conv1D', config: { name: 'conv', filters: 6, kernel_size: [3], activation: 'relu' } },
      { class_name: 'GlobalAveragePooling1D', config: { name: 'pool' } },
      { class_name: 'Dense', config: { name: 'head', units: 2, activation: 'softmax' } },
    ],
  },
};

describe('a recording that is sent to a model', () => {
  let runs: TrainedRuns;
  let runId: string;
  let projectId: string;
  let clip: { position: number; sha256: string };
  beforeAll(async () => {
    runs = await TrainedRuns.open();
    const { prisma } = runs.database.db;
    projectId = (await prisma.project.findFirstOrThrow()).id;
    await new ArchitectureRepository(runs.database.db).create({
      projectId,
      name: 'own layers',
      description: '',
      spec: { kind: 'layers', layersJson: OWN_LAYERS },
      inputKind: 'vector',
      parameterCount: null,
    });
    const datasetVersionId = await runs.importCorpus('voices', { speakerCount: 8, seed: 1, clipsPerSpeaker: 8 });
    runId = await runs.train({
      datasetVersionId,
      recipe: STUDY_162_PLAIN,
      protocol: { name: 'by-speaker', foldCount: 2 },
      architecture: 'own layers',
    });
    const tested = await prisma.prediction.findFirstOrThrow({ where: { runId, split: 'TEST' } });
    clip = await prisma.clip.findFirstOrThrow({ where: { datasetVersionId, position: tested.clipPosition } });
  }, 120_000);
  afterAll(() => runs.close());

  const send = async (audioSha256: string) => {
    const predictions = new ClipPredictionRepository(runs.database.db);
    const upload = { projectId, runId, versionId: null, fileName: 'a.wav', sizeBytes: 1, audioSha256 };
    const predictionId = await predictions.create({ ...upload, audioExpiresAt: null });
    await runJob(
      runs.context,
      'clip.predict',
      { predictionId },
      { workerId: 'w', signal: new AbortController().signal },
    );
    return runs.database.db.prisma.clipPrediction.findUniqueOrThrow({ where: { id: predictionId } });
  };

  it('trains a network of one’s own for real', async () => {
    const run = await runs.database.db.prisma.run.findUniqueOrThrow({ where: { id: runId } });
    // 162·24+24, 3·4·6+6 and 6·2+2
    expect(run).toMatchObject({ status: 'FINISHED', parameterCount: 3912 + 78 + 14 });
  });

  it('gets the probabilities that it got as a clip of the test part', async () => {
    const heard = await send(clip.sha256);
    const tested = await runs.database.db.prisma.prediction.findFirstOrThrow({
      where: { runId, split: 'TEST', clipPosition: clip.position },
    });
    expect(heard).toMatchObject({ status: 'READY', labels: ['male', 'female'], error: null });
    heard.probabilities.forEach((p, i) => {
      expect(p).toBeCloseTo(tested.probabilities[i] ?? Number.NaN, 5);
    });
    expect(Array.isArray(heard.windows) && heard.windows.length).toBeGreaterThan(0);
    // The plain row does not depend on the clip's seed, so a recording that is in no dataset is read the same.
    const audio = decodeWav(await runs.context.blobs.get(clip.sha256));
    const extractor = new RecipeExtractor(STUDY_162_PLAIN);
    expect(extractor.compute(audio, 0).values).toEqual(extractor.compute(audio, clipSeedOf(clip.sha256)).values);
  });

  it.each([
    ['no sound at all', 'this is text', 'UNKNOWN_AUDIO_FORMAT', /This is no recording/],
    ['a WAV file without sound in it', 'RIFF\x04\0\0\0WAVE', 'MISSING_WAV_CHUNK', /has no "fmt " chunk/],
  ])('fails by the decoder’s name for %s', async (_, text, code, message) => {
    const failed = await send(await runs.context.blobs.put(new TextEncoder().encode(text)));
    expect(failed).toMatchObject({ status: 'FAILED', errorCode: code });
    expect(failed.error).toMatch(message);
  });
});
