import { ClipPredictionRepository, type ClipPredictionRow, type Database } from '@voxboard/db';
import { type BlobStore, InvalidInputError, MODEL_FILE, NotReadyError } from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import { obstacleOf } from '../model/run-model.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import type { DeleteClipPredictionInput, KeepClipPredictionInput } from './clip-prediction.input.js';

/** A recording is removed this long after it was sent, unless it is kept. */
export const AUDIO_KEPT_HOURS = 24;
const HOUR_MS = 3_600_000;

/** Which model is to hear a recording: a run's, a version, or whatever an alias points at. */
const TargetSchema = z.object({
  run: z.string().optional(),
  version: z.string().optional(),
  project: z.string().optional(),
  model: z.string().optional(),
  alias: z.string().default('production'),
  name: z.string().trim().min(1).max(200).default('recording'),
  keep: z.enum(['true', 'false', '1', '0', '']).optional(),
});
const ReplySchema = z.object({ predictionId: z.string() });

export interface Target {
  readonly projectId: string;
  readonly runId: string | null;
  readonly versionId: string | null;
}

/** Recordings that are sent to a model. */
export class ClipPredictionService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly blobs: BlobStore,
    private readonly idempotency: IdempotencyService,
    private readonly now: () => Date,
  ) {}

  /**
   * The model that a request names.
   * @throws InvalidInputError, NotFoundError · NotReadyError when the run has no model
   */
  async target(query: unknown): Promise<Target> {
    const { run, version, project, model, alias } = parseInput(TargetSchema, query);
    if (run !== undefined) return this.#ofRun(requireUuid('Run', run));
    if (version !== undefined) return this.#ofVersion(requireUuid('Model version', version));
    if (project === undefined || model === undefined) {
      throw new InvalidInputError(
        'Say which model is to hear it: ?run=ID, ?version=ID, or ?project=SLUG&model=NAME&alias=production.',
        { path: ['model'] },
      );
    }
    const { id: projectId } = required(await this.readers.project.bySlug(project), 'Project', project);
    const found = await this.readers.modelVersion.byAlias(projectId, model, alias);
    return { projectId, runId: null, versionId: required(found, 'Model', `${model}@${alias}`).id };
  }

  /** Stores the recording and has a worker hear it. @returns the prediction, QUEUED */
  async submit(target: Target, query: unknown, bytes: Uint8Array): Promise<ClipPredictionRow> {
    const { name, keep } = parseInput(TargetSchema, query);
    if (bytes.byteLength === 0) {
      throw new InvalidInputError('The recording is empty. Send its bytes as the body of the request.');
    }
    const isKept = keep !== undefined && keep !== 'false' && keep !== '0';
    const audioExpiresAt = isKept ? null : new Date(this.now().getTime() + AUDIO_KEPT_HOURS * HOUR_MS);
    const audioSha256 = await this.blobs.put(bytes);
    const recording = { fileName: name, sizeBytes: bytes.byteLength, audioSha256, audioExpiresAt };
    return this.one(await new ClipPredictionRepository(this.db).create({ ...target, ...recording }));
  }

  /** @throws NotFoundError · InvalidInputError when the recording is gone already */
  async keep({ idempotencyKey: key, predictionId, keepAudio }: KeepClipPredictionInput): Promise<ClipPredictionRow> {
    const id = requireUuid('Prediction', predictionId);
    const row = await this.one(id);
    if (keepAudio && row.audioSha256 === null) {
      throw new InvalidInputError('The recording was removed already. Send it again.', { path: ['predictionId'] });
    }
    const request = { key, operation: 'keepClipPrediction', input: { id, keepAudio } };
    await this.idempotency.once(request, ReplySchema, async (tx) => {
      await new ClipPredictionRepository(tx).setExpiry(id, keepAudio ? null : this.now());
      return { predictionId: id };
    });
    return this.one(id);
  }

  /** @throws NotFoundError */
  async delete({ idempotencyKey: key, predictionId }: DeleteClipPredictionInput): Promise<string> {
    const id = requireUuid('Prediction', predictionId);
    const request = { key, operation: 'deleteClipPrediction', input: { id } };
    await this.idempotency.once(request, ReplySchema, async (tx) => {
      await new ClipPredictionRepository(tx).delete(id);
      return { predictionId: id };
    });
    return id;
  }

  /** @throws NotFoundError */
  async one(id: string): Promise<ClipPredictionRow> {
    const [row] = await this.readers.clipPrediction.byIds([id]);
    return required(row, 'Prediction', id);
  }

  async #ofRun(runId: string): Promise<Target> {
    const [row] = await this.readers.run.byIds([runId]);
    const run = required(row, 'Run', runId);
    const [artifacts = []] = await this.readers.artifact.ofRuns([runId]);
    const obstacle = obstacleOf(run, artifacts);
    if (obstacle !== null) throw new NotReadyError(`${obstacle} (${MODEL_FILE} is what is looked for.)`);
    return { projectId: run.projectId, runId, versionId: null };
  }

  async #ofVersion(versionId: string): Promise<Target> {
    const [row] = await this.readers.modelVersion.byIds([versionId]);
    const version = required(row, 'Model version', versionId);
    const [model] = await this.readers.model.byIds([version.modelId]);
    return { projectId: required(model, 'Model', version.modelId).projectId, runId: null, versionId };
  }
}
