import type { Queryable } from './queryable.js';

/** Whose a thing is. `projectId` null: everybody's, like the presets that come with Voxboard. */
export interface Owner {
  readonly id: string;
  readonly projectId: string | null;
}

/** What a statement selects the project of a row by, for every table whose ids clients may name. */
export const OWNED_TABLES: Readonly<Record<string, string>> = {
  project: 'SELECT o.id, o.id AS project_id FROM project o',
  dataset: 'SELECT o.id, o.project_id FROM dataset o',
  dataset_version: 'SELECT o.id, d.project_id FROM dataset_version o JOIN dataset d ON d.id = o.dataset_id',
  dataset_import: 'SELECT o.id, o.project_id FROM dataset_import o',
  clip: `SELECT o.id, d.project_id FROM clip o
    JOIN dataset_version v ON v.id = o.dataset_version_id JOIN dataset d ON d.id = v.dataset_id`,
  feature_set: `SELECT o.id, d.project_id FROM feature_set o
    JOIN dataset_version v ON v.id = o.dataset_version_id JOIN dataset d ON d.id = v.dataset_id`,
  split_plan: `SELECT o.id, d.project_id FROM split_plan o
    JOIN dataset_version v ON v.id = o.dataset_version_id JOIN dataset d ON d.id = v.dataset_id`,
  architecture: 'SELECT o.id, o.project_id FROM architecture o',
  experiment: 'SELECT o.id, o.project_id FROM experiment o',
  run: 'SELECT o.id, o.project_id FROM run o',
  artifact: 'SELECT o.id, r.project_id FROM artifact o JOIN run r ON r.id = o.run_id',
  registered_model: 'SELECT o.id, o.project_id FROM registered_model o',
  model_version: 'SELECT o.id, m.project_id FROM model_version o JOIN registered_model m ON m.id = o.model_id',
  clip_prediction: 'SELECT o.id, o.project_id FROM clip_prediction o',
  worker: 'SELECT o.id, NULL::uuid AS project_id FROM worker o',
  board: 'SELECT o.id, o.project_id FROM board o',
  board_link: 'SELECT o.id, b.project_id FROM board_link o JOIN board b ON b.id = o.board_id',
  published_figure: 'SELECT o.id, o.project_id FROM published_figure o',
  planned_launch: 'SELECT o.id, o.project_id FROM planned_launch o',
  saved_view: 'SELECT o.id, o.project_id FROM saved_view o',
  upload: 'SELECT o.id, o.project_id FROM upload o',
  mlflow_model: 'SELECT o.id, e.project_id FROM mlflow_model o JOIN experiment e ON e.id = o.experiment_id',
  // Whoever owns these is asked by the services that handle them.
  account: 'SELECT o.id, NULL::uuid AS project_id FROM account o',
  api_token: 'SELECT o.id, NULL::uuid AS project_id FROM api_token o',
  sign_in_session: 'SELECT o.id, NULL::uuid AS project_id FROM sign_in_session o',
  sweep: 'SELECT o.id, o.project_id FROM sweep o',
  sweep_trial: 'SELECT o.id, s.project_id FROM sweep_trial o JOIN sweep s ON s.id = o.sweep_id',
};

/** Tables with ids that no client names in an argument: nobody has to be asked whose they are. */
export const UNNAMED_TABLES: readonly string[] = ['launch_request', 'model_alias_move', 'audit_event'];

/** Says which project an id belongs to, whatever it is of: ids are unique over all tables (uuid v7). */
export class OwnerReader {
  constructor(private readonly sql: Queryable) {}

  /** In order of the ids; null for an id of nothing that is known here. */
  async ofIds(ids: readonly string[]): Promise<(Owner | null)[]> {
    const parts = Object.values(OWNED_TABLES).map((select) => `${select} WHERE o.id = ANY ($1::uuid[])`);
    const { rows } = await this.sql.query<Owner>({
      name: 'owners',
      text: `/* owners */ SELECT id, project_id AS "projectId" FROM (${parts.join(' UNION ALL ')}) owned`,
      values: [ids],
    });
    const owners = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => owners.get(id) ?? null);
  }

  /** Ids of projects by slug, in order of the slugs; null where there is none. */
  async ofSlugs(slugs: readonly string[]): Promise<(string | null)[]> {
    const { rows } = await this.sql.query<{ id: string; slug: string }>({
      name: 'ownersBySlug',
      text: '/* ownersBySlug */ SELECT id, slug FROM project WHERE slug = ANY ($1::text[])',
      values: [slugs],
    });
    const ids = new Map(rows.map((row) => [row.slug, row.id]));
    return slugs.map((slug) => ids.get(slug) ?? null);
  }
}
