import type { FilterAttribute } from '@voxboard/domain';

/** Where an attribute of `run r` stands: a column of its own, or something of its experiment. */
export type AttributeHome =
  | { readonly kind: 'column'; readonly sql: string; readonly type: 'text' | 'uuid' | 'float8' | 'timestamptz' }
  /** `within` wraps a condition on `sql` into one on `run r`. */
  | {
      readonly kind: 'experiment';
      readonly sql: string;
      readonly within: (condition: string, project: string) => string;
      /** The id that may be given in the name's place. */
      readonly idSql: string | null;
    };

const column = (sql: string, type: 'text' | 'uuid' | 'float8' | 'timestamptz'): AttributeHome => ({
  kind: 'column',
  sql,
  type,
});
const ofExperiment = (sql: string, idSql: string | null = null): AttributeHome => ({
  kind: 'experiment',
  sql,
  idSql,
  within: (condition, project) =>
    `r.experiment_id IN (SELECT e.id FROM experiment e WHERE e.project_id = ${project} AND ${condition})`,
});

export const ATTRIBUTE_HOMES: Readonly<Record<FilterAttribute, AttributeHome>> = {
  id: column('r.id', 'uuid'),
  name: column('r.name', 'text'),
  notes: column('r.notes', 'text'),
  experiment: ofExperiment('e.name', 'e.id'),
  task: ofExperiment('e.task::text'),
  protocol: ofExperiment('e.protocol_name'),
  architecture: {
    kind: 'experiment',
    sql: 'a.name',
    idSql: 'a.id',
    within: (condition, project) =>
      `r.experiment_id IN (SELECT e.id FROM experiment e JOIN architecture a ON a.id = e.architecture_id
        WHERE e.project_id = ${project} AND ${condition})`,
  },
  backend: column("r.backend ->> 'name'", 'text'),
  source: column('r.source::text', 'text'),
  status: column('r.status::text', 'text'),
  fold: column('(r.fold_index + 1)', 'float8'),
  seed: column('r.seed', 'float8'),
  attempt: column('r.attempt', 'float8'),
  epochs: column('r.epochs_done', 'float8'),
  parameters: column('r.parameter_count', 'float8'),
  created: column('r.created_at', 'timestamptz'),
  started: column('r.started_at', 'timestamptz'),
  finished: column('r.finished_at', 'timestamptz'),
  duration: column('extract(epoch FROM coalesce(r.finished_at, now()) - r.started_at)::float8', 'float8'),
};
