import type { RequestHandler } from 'express';
import type { AuditEntry, AuditLog } from '../access/audit-log.js';
import type { Gatekeeper, RequestAccess } from '../access/gatekeeper.js';
import type { LoggingAudit } from '../access/logging-audit.js';
import { fromMlflowId } from '../mlflow/mlflow-ids.js';

/** Requests of which a training or an upload makes many: one note stands for all to the same thing. */
const MANY = /\/(log-[a-z-]+|set-tag|delete-tag|outputs|params|tags|artifacts|uploads)(\/|$)/;
/** POST, and changes nothing. */
const READING = /\/search$/;
const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** These say themselves what is done. */
const SELF_AUDITED = /^\/(graphql|auth)(\/|$)/;

export interface RequestAuditParts {
  readonly gatekeeper: Gatekeeper;
  readonly audit: AuditLog;
  readonly loggingAudit: LoggingAudit;
}

/**
 * Notes what changes something without GraphQL: uploads, and what MLflow's client does. After the fact, so that what
 * failed leaves no note; what cannot be written is in the server's log.
 */
export function auditRequests({ gatekeeper, audit, loggingAudit }: RequestAuditParts): RequestHandler {
  /** What has been noted of requests that come by the thousand: looking up whom it belongs to is a query. */
  const noted = new Set<string>();
  const isNoted = (key: string) => {
    if (noted.has(key)) return true;
    if (noted.size >= MAX_NOTED) noted.clear();
    noted.add(key);
    return false;
  };
  return (request, response, next) => {
    const { method, path } = request;
    if (READING_METHODS.has(method) || SELF_AUDITED.test(path) || READING.test(path)) {
      next();
      return;
    }
    let answer: unknown;
    const json = response.json.bind(response);
    response.json = (body: unknown) => {
      answer = body;
      return json(body);
    };
    response.once('finish', () => {
      if (response.statusCode >= 400) return;
      const access = gatekeeper.of(request);
      const ids = [path.split('/'), request.query, request.body, answer].flatMap((value) => idsIn(value));
      const entry = { action: actionOf(method, path), details: { method, path: path.slice(0, 300) } };
      const isOneOfMany = MANY.test(path);
      const key = [access.viewer.actor, entry.action, ...ids].join(' ');
      if (isOneOfMany && isNoted(key)) return;
      entryOf(access, ids, entry)
        .then((full) => (isOneOfMany ? loggingAudit.noteOnce(full) : audit.record(full)))
        .catch((error: unknown) => {
          noted.delete(key);
          audit.missed({ ...entry, actor: access.viewer.actor }, error);
        });
    });
    next();
  };
}

async function entryOf(
  { viewer, address, visibility }: RequestAccess,
  ids: readonly string[],
  { action, details }: Pick<AuditEntry, 'action' | 'details'>,
): Promise<AuditEntry> {
  const owners = await visibility.ownersOf(ids.map((text) => ({ kind: 'ID', text })));
  const at = owners.findIndex((owner) => owner !== null);
  return {
    projectId: owners[at]?.projectId ?? null,
    actor: viewer.actor,
    actorName: viewer.name,
    address,
    action,
    entityType: '',
    entityId: ids[at] ?? '',
    details,
  };
}

/** `mlflow runs/create`, `upload`, `PUT artifacts`: what was done, without what it was done to. */
function actionOf(method: string, path: string): string {
  const [, call] = /^\/mlflow\/.*?\/(?:mlflow|mlflow-artifacts)\/(.*)$/.exec(path) ?? [];
  const words = (call ?? path).split('/').filter((part) => part !== '' && /^[a-z][a-z-]{0,40}$/.test(part));
  if (call !== undefined) return `mlflow ${words.slice(0, 2).join('/')}`;
  return words[0] === 'uploads' ? 'upload' : `${method} ${words.slice(0, 2).join('/')}`;
}

const MAX_IDS = 20;
const MAX_NOTED = 10_000;

/** Ids in a body, an answer or a path, in the order they are found; MLflow writes them without dashes. */
function idsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.length > 40 ? [] : [fromMlflowId(value) ?? []].flat();
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  return Object.values(value)
    .slice(0, MAX_IDS)
    .flatMap((item) => idsIn(item, depth + 1))
    .slice(0, MAX_IDS);
}
