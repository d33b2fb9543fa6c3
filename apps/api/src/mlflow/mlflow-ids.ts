import { asUuid } from '../modules/shared/parse-input.js';
import { doesNotExist } from './mlflow.errors.js';

/** MLflow's client takes no dashes in the ids of runs and experiments; they are the same ids without them. */
export function toMlflowId(id: string): string {
  return id.replaceAll('-', '');
}

export function toModelId(id: string): string {
  return `m-${toMlflowId(id)}`;
}

/** The id as the database writes it, with or without dashes; null for text that can be no id. */
export function fromMlflowId(text: string): string | null {
  if (!/^[0-9a-f]{32}$/i.test(text)) return asUuid(text);
  const parts = [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)];
  return parts.join('-').toLowerCase();
}

/** @throws MlflowError RESOURCE_DOES_NOT_EXIST */
export function requireMlflowId(what: string, text: string): string {
  const id = fromMlflowId(text);
  if (id === null) throw doesNotExist(what, text);
  return id;
}

/** @throws MlflowError RESOURCE_DOES_NOT_EXIST */
export function requireModelId(text: string): string {
  const id = text.startsWith('m-') ? fromMlflowId(text.slice(2)) : null;
  if (id === null) throw doesNotExist('Logged model', text);
  return id;
}
