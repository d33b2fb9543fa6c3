import type { RequestListener, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { type BlobStore, DomainError } from '@voxboard/domain';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { AuditLog } from '../access/audit-log.js';
import type { AuthOptions } from '../access/auth-options.js';
import type { Gatekeeper, RequestAccess } from '../access/gatekeeper.js';
import type { LoggingAudit } from '../access/logging-audit.js';
import type { OidcService } from '../access/oidc.service.js';
import type { SignInService } from '../access/sign-in.service.js';
import type { ApiContext } from '../context.js';
import type { FigureService } from '../figures/figure.service.js';
import type { RateMeter } from '../limits/rate-meter.js';
import { mlflowRoutes } from '../mlflow/mlflow.routes.js';
import type { MlflowDoor } from '../mlflow/mlflow-door.js';
import type { ArtifactService } from '../modules/artifact/artifact.service.js';
import type { BoardLinkService } from '../modules/board-link/board-link.service.js';
import type { ClipPredictionService } from '../modules/clip-prediction/clip-prediction.service.js';
import type { BoardExportService } from '../modules/leaderboard/export/board-export.service.js';
import type { UploadService } from '../modules/upload/upload.service.js';
import type { Readers } from '../readers.js';
import { auditRequests } from './audit-requests.js';
import { authRoutes } from './auth.routes.js';
import { blobRoutes } from './blob.routes.js';
import { boardRoutes } from './board.routes.js';
import { clipFigureRoutes } from './clip-figure.routes.js';
import { featureSetRoutes } from './feature-set.routes.js';
import { graphiqlRoutes } from './graphiql.routes.js';
import { graphqlAnswer, graphqlFirst, MAX_BODY, sendRefusal } from './graphql-door.js';
import { healthRoutes } from './health.routes.js';
import { hostRefusal } from './host-guard.js';
import { modelRoutes } from './model.routes.js';
import { predictRoutes } from './predict.routes.js';
import { runArtifactRoutes } from './run-artifact.routes.js';
import { SECURITY_HEADERS } from './security-headers.js';
import { sendJson } from './send-json.js';
import { answering } from './send-problem.js';
import { idleLimit } from './time-limit.js';
import { uploadRoutes } from './upload.routes.js';

export interface HttpAppParts {
  readonly readers: Readers;
  readonly boardExports: BoardExportService;
  readonly boardLinks: BoardLinkService;
  readonly clipPredictions: ClipPredictionService;
  readonly blobs: BlobStore;
  readonly figures: FigureService;
  readonly mlflow: MlflowDoor;
  readonly uploads: UploadService;
  readonly artifacts: ArtifactService;
  readonly log: Logger;
  readonly gatekeeper: Gatekeeper;
  readonly auth: AuthOptions;
  readonly signIn: SignInService;
  readonly oidc: OidcService | null;
  readonly audit: AuditLog;
  readonly loggingAudit: LoggingAudit;
  readonly meter: RateMeter;
  /** Longest that a GraphQL request may take, and that nothing may move in another. */
  readonly requestTimeoutMs: number;
  readonly newContext: (access: RequestAccess) => ApiContext;
  readonly newErrorId: () => string;
}

/** Routes that need no GraphQL; `serveGraphql` adds the rest once the GraphQL server has started. */
export function createHttpApp(parts: HttpAppParts): Express {
  const { readers, boardExports, blobs, figures, gatekeeper, log } = parts;
  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  app.use(securityHeaders, hostGuard(parts.auth));
  app.use(healthRoutes(readers, log), idleLimit(parts.requestTimeoutMs, isGraphql), admitting(gatekeeper));
  app.use(metered(gatekeeper, parts.meter), auditRequests(parts));
  app.use(authRoutes({ ...parts, options: parts.auth }));
  app.use(clipFigureRoutes(readers, figures, gatekeeper), featureSetRoutes(readers, blobs, figures, gatekeeper));
  app.use(
    graphiqlRoutes(),
    blobRoutes(readers, blobs, gatekeeper),
    boardRoutes(boardExports, parts.boardLinks, gatekeeper),
  );
  app.use(modelRoutes(readers, blobs, gatekeeper), predictRoutes(parts.clipPredictions, gatekeeper));
  app.use(uploadRoutes(parts.uploads, gatekeeper, log), runArtifactRoutes(parts.artifacts, readers, blobs, gatekeeper));
  app.use('/mlflow', mlflowRoutes({ ...parts, door: parts.mlflow }));
  return app;
}

/** Adds GraphQL to the routes. @param events answers subscriptions at `/graphql/stream` */
export function serveGraphql(
  app: Express,
  graphql: ApolloServer<ApiContext>,
  events: RequestHandler,
  parts: HttpAppParts,
): RequestListener {
  const answer = graphqlAnswer(graphql, parts);
  const onError = errorAnswer(parts.log, parts.newErrorId);
  app.use('/graphql/stream', express.json({ limit: MAX_BODY }), events);
  app.use('/graphql', answer);
  app.use(nothingHere, errorRoute(onError));
  return graphqlFirst(answer, app, onError);
}

const securityHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
  next();
};

function hostGuard(auth: AuthOptions): RequestHandler {
  return (request, response, next) => {
    const refusal = hostRefusal(request, auth);
    if (refusal === null) next();
    else response.status(403).json({ error: `Refused: ${refusal}.` });
  };
}

/** From here on it is known who asks; a token that is not valid is refused whatever it asks for. */
function admitting(gatekeeper: Gatekeeper): RequestHandler {
  return answering(async (request, response, next) => {
    try {
      await gatekeeper.admit(request);
    } catch (error) {
      if (!(error instanceof DomainError) || !isGraphql(request)) throw error;
      sendRefusal(response, error);
      return;
    }
    next();
  });
}

const isGraphql = ({ path }: { path: string }): boolean => /^\/graphql(\/|$)/.test(path);

/** What a request costs that is no GraphQL operation, whose cost is known. */
const POINTS_OF_A_REQUEST = 10;

function metered(gatekeeper: Gatekeeper, meter: RateMeter): RequestHandler {
  return answering(async (request, _response, next) => {
    const { viewer, address } = gatekeeper.of(request);
    if (!isGraphql(request)) await meter.spend(viewer, address, POINTS_OF_A_REQUEST);
    next();
  });
}

const nothingHere: RequestHandler = (_request, response) => {
  response.status(404).json({ error: 'There is nothing at this address. The API is at /graphql.' });
};

/** Errors about the request, as express and its body parser raise them. */
const RequestErrorSchema = z.object({ status: z.number().int().min(400).max(499), message: z.string() });

type ErrorAnswer = (error: unknown, request: { readonly url?: string | undefined }, response: ServerResponse) => void;

const errorRoute =
  (answer: ErrorAnswer): ErrorRequestHandler =>
  (error, request, response, _next) =>
    answer(error, request, response);

function errorAnswer(log: Logger, newErrorId: () => string): ErrorAnswer {
  return (error, request, response) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const ofRequest = RequestErrorSchema.safeParse(error);
    if (ofRequest.success) {
      const { status, message } = ofRequest.data;
      sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
      return;
    }
    const errorId = newErrorId();
    log.error({ err: error, errorId, path: request.url?.split('?', 1)[0] }, 'a request failed');
    const message = `Something went wrong on the server (error ${errorId}). Look for that id in the server's log.`;
    sendJson(response, 500, { errors: [{ message, extensions: { code: 'INTERNAL', errorId } }] });
  };
}
