import type { Queryable } from './queryable.js';

export const NODE_KINDS = [
  'Project',
  'Dataset',
  'DatasetVersion',
  'DatasetImport',
  'Clip',
  'FeatureSet',
  'Architecture',
  'Experiment',
  'Run',
  'Artifact',
  'Worker',
  'Sweep',
  'RegisteredModel',
  'ModelVersion',
  'ClipPrediction',
  'SavedView',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

const TABLES: Readonly<Record<NodeKind, string>> = {
  Project: 'project',
  Dataset: 'dataset',
  DatasetVersion: 'dataset_version',
  DatasetImport: 'dataset_import',
  Clip: 'clip',
  FeatureSet: 'feature_set',
  Architecture: 'architecture',
  Experiment: 'experiment',
  Run: 'run',
  Artifact: 'artifact',
  Worker: 'worker',
  Sweep: 'sweep',
  RegisteredModel: 'registered_model',
  ModelVersion: 'model_version',
  ClipPrediction: 'clip_prediction',
  SavedView: 'saved_view',
};

/** Says what an id is of: ids are unique over all tables (uuid v7). */
export class NodeReader {
  constructor(private readonly sql: Queryable) {}

  async kindsOf(ids: readonly string[]): Promise<(NodeKind | null)[]> {
    const parts = NODE_KINDS.map(
      (kind) => `SELECT id, '${kind}' AS kind FROM ${TABLES[kind]} WHERE id = ANY ($1::uuid[])`,
    );
    const { rows } = await this.sql.query<{ id: string; kind: NodeKind }>({
      name: 'nodeKinds',
      text: `/* nodeKinds */ ${parts.join(' UNION ALL ')}`,
      values: [ids],
    });
    const kinds = new Map(rows.map((row) => [row.id, row.kind]));
    return ids.map((id) => kinds.get(id) ?? null);
  }
}
