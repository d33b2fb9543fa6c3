import express, { type RequestHandler, Router } from 'express';
import { ForbiddenError } from '../access/access.errors.js';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { AUDIO_KEPT_HOURS, type ClipPredictionService } from '../modules/clip-prediction/clip-prediction.service.js';
import { answering } from './send-problem.js';

/** Largest recording: two and a half minutes of CD sound, an hour of speech in Opus. */
const MAX_RECORDING = '25mb';

/**
 * `POST /predict?run=ID&name=voice.wav`: the body is a recording, the answer an id to ask GraphQL's `clipPrediction`
 * for. `version=ID`, or `project`, `model` and `alias`, name a registered model instead.
 */
export function predictRoutes(predictions: ClipPredictionService, gatekeeper: Gatekeeper): Router {
  const router = Router();
  router.post(
    '/predict',
    needsOwnHeader,
    express.raw({ type: () => true, limit: MAX_RECORDING }),
    answering(async (request, response) => {
      const { viewer, visibility } = gatekeeper.of(request);
      const target = await predictions.target(request.query);
      // The same answer as for what does not exist.
      await visibility.requireId('Model', target.versionId ?? target.runId ?? '');
      if (!viewer.may('EDITOR', target.projectId)) {
        throw new ForbiddenError('To send a recording needs the role EDITOR in the project. Ask an admin of it.');
      }
      const body: unknown = request.body;
      const bytes = body instanceof Uint8Array ? body : new Uint8Array();
      const { id, status, audioExpiresAt } = await predictions.submit(target, request.query, bytes);
      response.status(202).json({
        predictionId: id,
        status,
        audioRemovedAt: audioExpiresAt,
        note:
          audioExpiresAt === null
            ? 'The recording is kept until somebody removes it.'
            : `The recording is removed after ${AUDIO_KEPT_HOURS} hours.`,
      });
    }),
  );
  return router;
}

/**
 * A form of another site can send a body, but neither an audio type nor a header of its own without asking first: one
 * of them must be there.
 */
const needsOwnHeader: RequestHandler = (request, response, next) => {
  const type = request.headers['content-type'] ?? '';
  const isAsked = /^(audio|video)\//.test(type) || type.startsWith('application/octet-stream');
  if (isAsked || request.headers['x-voxboard'] !== undefined) next();
  else {
    const error = 'Send the recording as the body, with a Content-Type such as audio/wav or application/octet-stream.';
    response.status(415).json({ error, code: 'UNSUPPORTED_MEDIA_TYPE' });
  }
};
