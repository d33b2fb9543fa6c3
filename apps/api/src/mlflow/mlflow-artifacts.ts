import type { ArtifactRow } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import type { ArtifactService, IncomingFile } from '../modules/artifact/artifact.service.js';
import { requireArtifactFolder, requireArtifactPath } from '../modules/artifact/artifact-path.js';
import { doesNotExist, invalidParameter, MlflowError } from './mlflow.errors.js';
import type { MlflowAccess } from './mlflow-access.js';
import { toModelId } from './mlflow-ids.js';
import { type MlflowModels, modelFolder } from './mlflow-models.js';
import type { MlflowRuns } from './mlflow-runs.js';

/** What the proxy's paths mean: `EXPERIMENT/RUN/artifacts/PATH` and `EXPERIMENT/models/MODEL/artifacts/PATH`. */
const PLACE = /^([^/]+)\/(?:models\/(m-[^/]+)|([^/]+))\/artifacts(?:\/(.*))?$/s;
/** Of a run, the folder in which its models' files lie. */
const MODELS = /^mlflow-models(\/|$)/;

interface Place {
  readonly runId: string;
  readonly projectId: string;
  /** Of the run's artifacts, what the place's root is: '' or a model's folder with its slash. */
  readonly root: string;
  /** Within the root. */
  readonly path: string;
}

/** MLflow's artifact proxy over the artifacts of runs. */
export class MlflowArtifacts {
  constructor(
    private readonly artifacts: ArtifactService,
    private readonly runs: MlflowRuns,
    private readonly models: MlflowModels,
  ) {}

  async upload(text: string, file: Omit<IncomingFile, 'path'>, access: MlflowAccess): Promise<void> {
    const place = await this.#place(text, access, 'WRITE');
    requireArtifactPath(place.path);
    await this.artifacts.store(place.runId, { ...file, path: `${place.root}${place.path}` });
  }

  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST */
  async find(text: string, access: MlflowAccess): Promise<ArtifactRow> {
    access.requireReading();
    const place = await this.#place(text, access, 'READ');
    const found = place.path === '' ? null : await this.artifacts.find(place.runId, `${place.root}${place.path}`);
    if (!found) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No such artifact: '${text.slice(0, 500)}'`);
    return found;
  }

  /** Names within the folder. Empty for a file and for what is not there. */
  async list(text: string, access: MlflowAccess) {
    access.requireReading();
    const place = await this.#place(text, access, 'READ');
    const folder = requireArtifactFolder(place.path);
    const within = `${place.root}${folder}`.replace(/\/$/, '');
    const entries = await this.artifacts.list(place.runId, within);
    const shown = entries.filter(({ path }) => place.root !== '' || !MODELS.test(path));
    return {
      files: shown.map(({ path, isFolder, sizeBytes }) => ({
        path: path.slice(within === '' ? 0 : within.length + 1),
        is_dir: isFolder,
        ...(sizeBytes !== null && { file_size: sizeBytes }),
      })),
    };
  }

  /** The same for the REST call that names run and path; paths are those within the run. */
  async listOfRun(runId: string, path: string, access: MlflowAccess) {
    const { row, experimentId } = await this.runs.require(runId, access);
    const folder = requireArtifactFolder(path);
    const place = `${experimentId}/${row.id.replaceAll('-', '')}/artifacts`;
    const { files } = await this.list(folder === '' ? place : `${place}/${folder}`, access);
    const prefix = folder === '' ? '' : `${folder}/`;
    return {
      root_uri: `mlflow-artifacts:/${place}`,
      files: files.map((file) => ({ ...file, path: `${prefix}${file.path}` })),
    };
  }

  async remove(text: string, access: MlflowAccess): Promise<void> {
    const place = await this.#place(text, access, 'WRITE');
    access.requireReading();
    if (place.path === '') throw invalidParameter('Name a file or a folder of the run to delete.');
    await this.artifacts.remove(place.runId, `${place.root}${requireArtifactPath(place.path)}`);
  }

  async #place(text: string, access: MlflowAccess, use: 'READ' | 'WRITE'): Promise<Place> {
    const [, experiment = '', modelId, runText = '', path = ''] =
      PLACE.exec(use === 'READ' ? text.replace(/\/$/, '') : text) ?? [];
    if (experiment === '')
      throw invalidParameter('Invalid path: artifacts lie at <experiment>/<run>/artifacts/<path>.');
    if (modelId !== undefined) {
      const model =
        use === 'WRITE'
          ? await this.models.requireEditable(modelId, access)
          : await this.models.require(modelId, access);
      return { ...model, root: `${modelFolder(toModelId(model.id))}/`, path };
    }
    const found =
      use === 'WRITE' ? await this.runs.requireEditable(runText, access) : await this.runs.require(runText, access);
    if (found.experimentId !== experiment) throw doesNotExist('Run', runText);
    if (use === 'WRITE' && MODELS.test(path)) {
      throw new InvalidInputError('The folder "mlflow-models" is for logged models: choose another.');
    }
    return { runId: found.row.id, projectId: found.row.projectId, root: '', path };
  }
}
