import { graphql } from '../support/api.js';

/** Ids of what the demo project holds. */
export interface DemoPlaces {
  readonly run: string;
  readonly runs: readonly string[];
  readonly experiment: string;
  readonly dataset: string;
  readonly clip: string;
  readonly featureSet: string;
  /** The architecture of `run`. */
  readonly architecture: string;
}

interface DemoAnswer {
  readonly project: {
    readonly runs: {
      readonly nodes: {
        id: string;
        name: string;
        status: string;
        experiment: { id: string; architecture: { id: string } };
      }[];
    };
    readonly datasets: {
      readonly nodes: {
        id: string;
        latestVersion: { clips: { nodes: { id: string }[] }; featureSets: { id: string }[] } | null;
      }[];
    };
  } | null;
}

/** @throws Error until every run of the demo has finished */
export async function findDemoPlaces(): Promise<DemoPlaces> {
  const { project } = await graphql<DemoAnswer>(`{
    project(slug: "demo") {
      runs(first: 50) { nodes { id name status experiment { id architecture { id } } } }
      datasets(first: 1) { nodes { id latestVersion { clips(first: 1) { nodes { id } } featureSets { id } } } }
    }
  }`);
  const runs = project?.runs.nodes ?? [];
  const dataset = project?.datasets.nodes[0];
  const clip = dataset?.latestVersion?.clips.nodes[0];
  const featureSet = dataset?.latestVersion?.featureSets[0];
  const ofEmotion = runs.filter(({ name }) => name.startsWith('Emotion, unseen'));
  const [first] = ofEmotion;
  if (!first || !dataset || !clip || !featureSet) throw new Error('The demo project is not there yet.');
  const waiting = runs.filter(({ status }) => status !== 'FINISHED');
  if (waiting.length > 0) throw new Error(`${waiting.length} runs have not finished.`);
  return {
    run: first.id,
    runs: ofEmotion.map(({ id }) => id),
    experiment: first.experiment.id,
    dataset: dataset.id,
    clip: clip.id,
    featureSet: featureSet.id,
    architecture: first.experiment.architecture.id,
  };
}
