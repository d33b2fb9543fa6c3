import { NotFoundError, type PredictionWindow } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { ClipPrediction } from '../generated/client.js';
import { newId } from '../new-id.js';
import { enqueue } from '../queue/enqueue.js';
import { notifyChange } from '../queue/notify-change.js';
import { toJsonColumn } from './json.js';

export interface NewClipPrediction {
  readonly projectId: string;
  readonly runId: string | null;
  readonly versionId: string | null;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly audioSha256: string;
  /** null: the recording is kept. */
  readonly audioExpiresAt: Date | null;
}

export interface ClipPredictionResult {
  readonly labels: readonly string[];
  readonly durationSec: number;
  readonly sampleRateHz: number;
  /** null where the recipe leaves nothing of the recording. */
  readonly probabilities: readonly number[] | null;
  readonly windows: readonly PredictionWindow[];
}

/** Recordings that people sent to a model, from the upload to what the model said. */
export class ClipPredictionRepository {
  constructor(private readonly db: Database) {}

  /** Stores it and puts the work into the queue, in one transaction. */
  async create(prediction: NewClipPrediction): Promise<string> {
    return this.db.transaction(async (tx) => {
      const { id } = await tx.prisma.clipPrediction.create({ data: { id: newId(), ...prediction } });
      await enqueue(tx, 'clip.predict', { predictionId: id }, { jobKey: `clip.predict:${id}` });
      return id;
    });
  }

  /** Null when there is nothing to do: done, failed or removed. */
  async start(id: string, now: Date): Promise<ClipPrediction | null> {
    return this.db.transaction(async (tx) => {
      const row = await tx.prisma.clipPrediction.findUnique({ where: { id } });
      if (!row || row.status === 'READY' || row.status === 'FAILED') return null;
      return tx.prisma.clipPrediction.update({
        where: { id },
        data: { status: 'RUNNING', startedAt: now, heartbeatAt: now, attempt: { increment: 1 } },
      });
    });
  }

  async finish(id: string, result: ClipPredictionResult, now: Date): Promise<void> {
    const { labels, durationSec, sampleRateHz, probabilities, windows } = result;
    await this.#settle(this.db, id, {
      status: 'READY',
      labels: [...labels],
      durationSec,
      sampleRateHz,
      probabilities: [...(probabilities ?? [])],
      windows: toJsonColumn(windows),
      finishedAt: now,
    });
  }

  async fail(id: string, errorCode: string, error: string, now: Date): Promise<void> {
    await this.#settle(this.db, id, { status: 'FAILED', errorCode, error, finishedAt: now });
  }

  /** Keeps the recording from now on, or has it removed at a time. @throws NotFoundError */
  async setExpiry(id: string, audioExpiresAt: Date | null): Promise<void> {
    const { count } = await this.db.prisma.clipPrediction.updateMany({ where: { id }, data: { audioExpiresAt } });
    if (count === 0) throw new NotFoundError('Prediction', id);
  }

  /** Removes what the model said and the recording. @throws NotFoundError */
  async delete(id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.#discardAudio(tx, 'p.id = $1::uuid', [id]);
      const { count } = await tx.prisma.clipPrediction.deleteMany({ where: { id } });
      if (count === 0) throw new NotFoundError('Prediction', id);
    });
  }

  /** Gives up the recordings whose time is over; their files go with the garbage. @returns how many */
  async discardExpiredAudio(): Promise<number> {
    return this.db.transaction((tx) =>
      this.#discardAudio(
        tx,
        `p.audio_expires_at <= now() AND p.audio_sha256 IS NOT NULL AND p.status IN ('READY', 'FAILED')`,
        [],
      ),
    );
  }

  async #discardAudio(tx: Database, condition: string, values: readonly unknown[]): Promise<number> {
    await tx.sql.query(
      `/* garbageOfPredictions */ INSERT INTO file_garbage (kind, key)
         SELECT DISTINCT 'blob', p.audio_sha256 FROM clip_prediction p WHERE ${condition} AND p.audio_sha256 IS NOT NULL
       ON CONFLICT (kind, key) DO UPDATE SET created_at = excluded.created_at`,
      [...values],
    );
    const { rowCount } = await tx.sql.query(
      `/* discardAudio */ UPDATE clip_prediction p SET audio_sha256 = NULL, audio_expires_at = NULL WHERE ${condition}`,
      [...values],
    );
    return rowCount ?? 0;
  }

  async #settle(
    db: Database,
    id: string,
    data: Parameters<Database['prisma']['clipPrediction']['updateMany']>[0]['data'],
  ): Promise<void> {
    await db.transaction(async (tx) => {
      const { count } = await tx.prisma.clipPrediction.updateMany({ where: { id }, data });
      if (count === 0) return;
      const { projectId } = await tx.prisma.clipPrediction.findUniqueOrThrow({ where: { id } });
      await notifyChange(tx, { kind: 'clip-prediction', projectId, predictionId: id });
    });
  }
}
