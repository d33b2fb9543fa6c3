import { join } from 'node:path';
import {
  ComputeFeatureSetDocument,
  CreateArchitectureDocument,
  CreateProjectDocument,
  DatasetImportDocument,
  FeatureSetDocument,
  ImportDatasetDocument,
  LaunchExperimentDocument,
  ProjectDocument,
  unwrap,
  type VoxboardClient,
} from '@voxboard/graphql-client';
import { writeCorpus } from '@voxboard/synth-audio';
import { DemoStepFailedError } from './demo.errors.js';
import { DEMO_CORPUS, DEMO_LAUNCHES, DEMO_PROJECT, DEMO_RECIPE } from './demo-plan.js';
import { waitForJob } from './wait-for-job.js';

export interface DemoOptions {
  /** A RAVDESS folder or zip to use instead of the synthetic corpus, or null. */
  readonly corpus: string | null;
  /** Where the synthetic corpus is written. */
  readonly dataDir: string;
  readonly report: (line: string) => void;
  readonly now: () => number;
}

interface DemoTarget {
  readonly project: { readonly slug: string; readonly name: string };
  readonly dataset: string;
}

/**
 * Fills a project from nothing to runs in the queue. Every step finds what an earlier, interrupted call left: calling
 * again goes on, and calling after it is complete does nothing.
 * @throws DemoStepFailedError, DemoStalledError, and the client's errors
 */
export async function runDemo(client: VoxboardClient, options: DemoOptions): Promise<void> {
  const target: DemoTarget =
    options.corpus === null
      ? { project: DEMO_PROJECT, dataset: 'Synthetic voices' }
      : { project: { slug: 'ravdess', name: 'RAVDESS' }, dataset: 'RAVDESS' };
  const existing = await findProject(client, target.project.slug);
  if (existing === null) {
    unwrap(
      (await client.request(CreateProjectDocument, { input: target.project })).createProject,
      'CreateProjectSuccess',
    );
  }
  const isLaunched = DEMO_LAUNCHES.every(({ name }) =>
    existing?.experiments.nodes.some((experiment) => experiment.name === name),
  );
  if (isLaunched) return;
  const source = options.corpus ?? (await synthesise(options));
  const versionId = await importCorpus(client, target, source, options);
  const featureSetId = await computeFeatures(client, versionId, options);
  await launchAll(client, target, featureSetId, options);
}

async function findProject(client: VoxboardClient, slug: string) {
  return (await client.request(ProjectDocument, { slug })).project ?? null;
}

async function synthesise(options: DemoOptions): Promise<string> {
  const folder = join(options.dataDir, 'demo-corpus');
  const { speakerCount, clipsPerSpeaker } = DEMO_CORPUS;
  options.report(`synthesising ${speakerCount * clipsPerSpeaker} clips of ${speakerCount} voices`);
  let reportedAt = options.now();
  await writeCorpus(folder, DEMO_CORPUS, ({ done, total }) => {
    if (options.now() - reportedAt < 5000) return;
    reportedAt = options.now();
    options.report(`synthesising: ${done} of ${total}`);
  });
  return folder;
}

async function importCorpus(
  client: VoxboardClient,
  target: DemoTarget,
  source: string,
  options: DemoOptions,
): Promise<string> {
  options.report('importing');
  const input = { projectSlug: target.project.slug, name: target.dataset, source };
  const started = unwrap(
    (await client.request(ImportDatasetDocument, { input })).importDataset,
    'ImportDatasetSuccess',
  );
  const read = async () => {
    const job = (await client.request(DatasetImportDocument, { id: started.import.id })).datasetImport;
    if (!job) throw new DemoStepFailedError('importing', 'the import is gone');
    return job;
  };
  await waitForJob(
    'importing',
    async () => {
      const job = await read();
      return { status: job.status, done: job.filesDone, total: job.filesTotal ?? null, error: job.error ?? null };
    },
    options.report,
    options.now,
  );
  const { version } = await read();
  if (!version) throw new DemoStepFailedError('importing', 'no usable clip was found');
  options.report(`imported ${version.clipCount} clips`);
  return version.id;
}

async function computeFeatures(
  client: VoxboardClient,
  datasetVersionId: string,
  options: DemoOptions,
): Promise<string> {
  options.report('computing features');
  const input = { datasetVersionId, preset: DEMO_RECIPE };
  const { featureSet } = unwrap(
    (await client.request(ComputeFeatureSetDocument, { input })).computeFeatureSet,
    'ComputeFeatureSetSuccess',
  );
  await waitForJob(
    'computing features',
    async () => {
      const job = (await client.request(FeatureSetDocument, { id: featureSet.id })).featureSet;
      if (!job) throw new DemoStepFailedError('computing features', 'the feature set is gone');
      return { status: job.status, done: job.clipsDone, total: job.clipsTotal, error: job.error ?? null };
    },
    options.report,
    options.now,
  );
  return featureSet.id;
}

async function launchAll(
  client: VoxboardClient,
  target: DemoTarget,
  featureSetId: string,
  options: DemoOptions,
): Promise<void> {
  const project = await findProject(client, target.project.slug);
  if (!project) throw new DemoStepFailedError('launching', 'the project is gone');
  const architectures = new Map(project.architectures.map(({ name, id }) => [name, id]));
  for (const { architecture, hyperparameters, ...launch } of DEMO_LAUNCHES) {
    if (project.experiments.nodes.some(({ name }) => name === launch.name)) continue;
    const architectureId =
      architectures.get(architecture) ?? (await createNarrow(client, target.project.slug, architecture));
    architectures.set(architecture, architectureId);
    const input = { ...launch, hyperparameters, projectSlug: target.project.slug, featureSetId, architectureId };
    const { runs } = unwrap(
      (await client.request(LaunchExperimentDocument, { input })).launchExperiment,
      'LaunchExperimentSuccess',
    );
    options.report(`launched "${launch.name}": ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`);
  }
}

/** The study's emotion network with an eighth of its filters: a full one takes minutes an epoch on a laptop. */
async function createNarrow(client: VoxboardClient, projectSlug: string, name: string): Promise<string> {
  const input = {
    projectSlug,
    name,
    description: 'emotion-features with an eighth of the filters and units in every hidden layer',
    spec: { kind: 'preset', preset: 'emotion-features', width: 0.125 },
  };
  const created = unwrap(
    (await client.request(CreateArchitectureDocument, { input })).createArchitecture,
    'CreateArchitectureSuccess',
  );
  return created.architecture.id;
}
