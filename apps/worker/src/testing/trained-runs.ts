import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ArchitectureRepository,
  AuditRecordReader,
  CertificateReader,
  type CertificateRow,
  DatasetRepository,
  ExperimentRepository,
  FeatureSetRepository,
  hashOf,
  ProjectRepository,
  RunRepository,
  SplitRepository,
} from '@voxboard/db';
import {
  ClipLabelsSchema,
  ExperimentConfigSchema,
  type HyperparametersInput,
  type Protocol,
  type Recipe,
} from '@voxboard/domain';
import { splitFolds, type Verification, verifyCertificate } from '@voxboard/evaluation';
import { type CorpusOptions, writeCorpus } from '@voxboard/synth-audio';
import { createTestDatabase, makeFactories, type TestDatabase } from '@voxboard/testkit';
import { sha256 } from '../audit/audit-run.js';
import { type JobContext, openJobContext } from '../jobs/job-context.js';
import { runJob } from '../jobs/run-job.js';

export interface TrainingOrder {
  readonly datasetVersionId: string;
  readonly recipe: Recipe;
  readonly protocol: Protocol;
  readonly architecture: string;
  readonly hyperparameters?: HyperparametersInput;
}

/** A database, a data folder and the worker's jobs, done in this process. */
export class TrainedRuns {
  private constructor(
    readonly database: TestDatabase,
    readonly context: JobContext,
    private readonly folder: string,
    private readonly projectId: string,
    private readonly workerId: string,
  ) {}

  static async open(): Promise<TrainedRuns> {
    const database = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'voxboard-audit-'));
    const context = openJobContext({
      databaseUrl: database.connectionString,
      dataDir: join(folder, 'data'),
      workerName: 'auditor',
      backend: null,
      extractionThreads: 2,
      leaseMs: 600_000,
      kind: 'cpu',
      pricePerHour: null,
      priceCurrency: 'EUR',
      isSupervised: false,
      logLevel: 'silent',
    });
    const project = await new ProjectRepository(database.db).create({ slug: 'p', name: 'P' });
    const worker = await makeFactories(database.db).worker();
    return new TrainedRuns(database, context, folder, project.id, worker.id);
  }

  async close(): Promise<void> {
    await this.context.db.close();
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Writes a synthetic corpus and imports it. @returns the version's id */
  async importCorpus(name: string, options: CorpusOptions): Promise<string> {
    const source = join(this.folder, name);
    await writeCorpus(source, options);
    const datasets = new DatasetRepository(this.database.db);
    const dataset = await datasets.ensureDataset(this.projectId, name);
    const { id: importId } = await datasets.createImport(this.projectId, dataset.id, 'ravdess', source);
    await this.#work('dataset.import', { importId });
    const { versionId, error } = await this.database.db.prisma.datasetImport.findUniqueOrThrow({
      where: { id: importId },
    });
    if (versionId === null) throw new Error(`the import failed: ${error}`);
    return versionId;
  }

  /** Trains the first fold. @returns the run's id */
  async train(order: TrainingOrder): Promise<string> {
    const { db } = this.database;
    const { datasetVersionId, recipe, protocol } = order;
    const { featureSet } = await new FeatureSetRepository(db).ensure(datasetVersionId, recipe, hashOf(recipe));
    if (featureSet.status !== 'READY') await this.#work('feature-set.compute', { featureSetId: featureSet.id });
    const rowsPerClip = recipe.rows.length;
    const clips = (await new DatasetRepository(db).clips(datasetVersionId)).map((clip) => ClipLabelsSchema.parse(clip));
    const split = await new SplitRepository(db).ensure(
      { datasetVersionId, task: 'GENDER', protocol, seed: 0, rowsPerClip },
      () => splitFolds(protocol, clips, rowsPerClip, 'GENDER', 0),
    );
    const architectures = new ArchitectureRepository(db);
    await architectures.ensurePresets();
    const architecture = (await architectures.list(this.projectId)).find(({ name }) => name === order.architecture);
    if (!architecture) throw new Error(`there is no preset ${order.architecture}`);
    const config = ExperimentConfigSchema.parse({
      task: 'GENDER',
      architecture: architecture.spec,
      protocol,
      hyperparameters: { epochs: 2, batchSize: 16, ...order.hyperparameters },
    });
    const experiment = await new ExperimentRepository(db).create({
      projectId: this.projectId,
      name: `${protocol.name} ${order.architecture} ${recipe.name} ${datasetVersionId}`,
      config,
      featureSetId: featureSet.id,
      architectureId: architecture.id,
      plannedFolds: split.foldCount,
      plannedSeeds: [0],
      tags: [],
      notes: '',
    });
    const [run] = await new RunRepository(db).launch({
      projectId: this.projectId,
      experimentId: experiment.id,
      runs: [{ name: experiment.name, foldIndex: 0, seed: 0, splitPlanId: split.id }],
      params: {},
      tags: [],
      epochCount: config.hyperparameters.epochs,
      priority: 0,
    });
    if (!run) throw new Error('nothing was launched');
    await this.#work('run.train', { runId: run.id });
    const { status, errorMessage } = await db.prisma.run.findUniqueOrThrow({ where: { id: run.id } });
    if (status !== 'FINISHED') throw new Error(`the run is ${status}: ${errorMessage}`);
    return run.id;
  }

  async certificate(runId: string): Promise<CertificateRow> {
    const [row] = await new CertificateReader(this.database.db.sql).ofRuns([runId]);
    if (!row) throw new Error('the run has no certificate');
    return row;
  }

  /** What anybody finds who audits the run again. */
  async verify(runId: string): Promise<Verification> {
    const parts = await new AuditRecordReader(this.database.db.sql).read(runId);
    return verifyCertificate(await this.certificate(runId), parts, sha256);
  }

  async #work(name: Parameters<typeof runJob>[1], payload: unknown): Promise<void> {
    const execution = { workerId: this.workerId, signal: new AbortController().signal };
    await runJob(this.context, name, payload, execution);
  }
}
