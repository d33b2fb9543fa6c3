export type {
  MlflowAttribute,
  MlflowComparison,
  MlflowField,
  MlflowOperator,
  MlflowOrder,
} from './mlflow-condition.js';
export { MlflowReader, type MlflowSearch } from './mlflow-reader.js';
export { MlflowRepository, type NewMlflowModel } from './mlflow-repository.js';
export type { MlflowExperimentRow, MlflowModelRow, MlflowRunRow } from './mlflow-rows.js';
