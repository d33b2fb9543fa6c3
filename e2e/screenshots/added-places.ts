import { graphql } from '../support/api.js';
import type { DemoPlaces } from './demo-places.js';

/** Ids of what pages about sweeps and models need beside the demo. */
export interface AddedPlaces {
  readonly sweep: string;
  readonly model: string;
}

const CREATE_SWEEP = `mutation ($input: CreateSweepInput!) {
  createSweep(input: $input) { ... on CreateSweepSuccess { sweep { id } } ... on UserError { message } }
}`;
const PROMOTE = `mutation ($run: ID!) {
  promoteRun(input: { runId: $run, modelName: "Emotion by voice", alias: "production" }) {
    ... on PromoteRunSuccess { version { model { id } } }
    ... on UserError { message }
  }
}`;

/** Promotes a run of the demo to the registry and begins a sweep. @throws Error with what the API said */
export async function addPlaces({ run, featureSet }: DemoPlaces): Promise<AddedPlaces> {
  const { promoteRun } = await graphql<{ promoteRun: { version?: { model: { id: string } }; message?: string } }>(
    PROMOTE,
    { run },
  );
  if (!promoteRun.version) throw new Error(promoteRun.message);
  const { createSweep } = await graphql<{ createSweep: { sweep?: { id: string }; message?: string } }>(CREATE_SWEEP, {
    input: await sweepInput(featureSet),
  });
  if (!createSweep.sweep) throw new Error(createSweep.message);
  return { sweep: createSweep.sweep.id, model: promoteRun.version.model.id };
}

async function sweepInput(featureSetId: string): Promise<object> {
  const { project } = await graphql<{ project: { architectures: { id: string; name: string }[] } }>(
    '{ project(slug: "demo") { architectures { id name } } }',
  );
  return {
    projectSlug: 'demo',
    name: 'Width and pace of the MLP',
    base: {
      architectureId: project.architectures.find(({ name }) => name === 'mlp')?.id,
      featureSetId,
      protocol: { name: 'by-speaker', foldCount: 4 },
      task: 'EMOTION',
      folds: [0],
      hyperparameters: { epochs: 15 },
    },
    space: [
      { name: 'learningRate', kind: 'LOG_UNIFORM', low: 0.0001, high: 0.03 },
      { name: 'batchSize', kind: 'CHOICE', values: [16, 32, 64] },
    ],
    limits: { maxTrials: 12 },
    earlyStopping: { kind: 'MEDIAN' },
  };
}

/** @throws Error while the sweep is under way */
export async function waitForSweep(id: string): Promise<void> {
  const { sweep } = await graphql<{ sweep: { status: string } | null }>(
    'query ($id: ID!) { sweep(id: $id) { status } }',
    {
      id,
    },
  );
  if (sweep === null || !['FINISHED', 'CANCELED', 'FAILED'].includes(sweep.status)) {
    throw new Error(`The sweep is ${sweep?.status ?? 'not there'}.`);
  }
}
