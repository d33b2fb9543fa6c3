import type { IncomingMessage } from 'node:http';
import { posix } from 'node:path';
import type { ClipRow } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { Router } from 'express';
import type { Gatekeeper } from '../access/gatekeeper.js';
import type { FigureService } from '../figures/figure.service.js';
import { requireRow } from '../figures/figure.service.js';
import type { SoundSource } from '../figures/figure-task.js';
import { findRecipe } from '../modules/dataset/find-recipe.js';
import { asUuid, requireUuid } from '../modules/shared/parse-input.js';
import { required } from '../modules/shared/required.js';
import type { Readers } from '../readers.js';
import { sendBytes } from './send-bytes.js';
import { answering } from './send-problem.js';

const PICTURE = { mediaType: 'application/json', fileName: 'picture.json' };

/**
 * `/clips/:clipId/picture.json`, and of what a recipe makes of the clip `/clips/:clipId/rows/:recipe/:row/picture.json`
 * and `…/sound.wav`. `:recipe` is a preset's name or a feature set's id.
 */
export function clipFigureRoutes(readers: Readers, figures: FigureService, gatekeeper: Gatekeeper): Router {
  const router = Router();

  const clipOf = async (request: IncomingMessage, id: string): Promise<ClipRow> => {
    const clipId = requireUuid('Clip', id);
    await gatekeeper.of(request).visibility.requireId('Clip', clipId);
    const [clip] = await readers.clip.byIds([clipId]);
    return required(clip, 'Clip', clipId);
  };
  const renderingOf = async (
    request: IncomingMessage,
    source: string,
    rowText: string,
  ): Promise<NonNullable<SoundSource['rendering']>> => {
    if (asUuid(source) !== null) await gatekeeper.of(request).visibility.requireId('Recipe', source);
    const recipe = await findRecipe(readers, source);
    if (!/^\d{1,3}$/.test(rowText)) throw new InvalidInputError('The row must be a number from 0.', { path: ['row'] });
    const row = Number(rowText);
    requireRow(recipe, row);
    return { recipe, row };
  };

  router.get(
    '/clips/:clipId/picture.json',
    answering<{ clipId: string }>(async (request, response) => {
      const picture = await figures.soundPicture(await clipOf(request, request.params.clipId), null);
      await sendBytes(picture, PICTURE, request, response);
    }),
  );
  router.get(
    '/clips/:clipId/rows/:recipe/:row/picture.json',
    answering<{ clipId: string; recipe: string; row: string }>(async (request, response) => {
      const clip = await clipOf(request, request.params.clipId);
      const rendering = await renderingOf(request, request.params.recipe, request.params.row);
      await sendBytes(await figures.soundPicture(clip, rendering), PICTURE, request, response);
    }),
  );
  router.get(
    '/clips/:clipId/rows/:recipe/:row/sound.wav',
    answering<{ clipId: string; recipe: string; row: string }>(async (request, response) => {
      const clip = await clipOf(request, request.params.clipId);
      const rendering = await renderingOf(request, request.params.recipe, request.params.row);
      const name = posix.basename(clip.path, posix.extname(clip.path));
      const rowName = rendering.recipe.rows[rendering.row]?.name ?? '';
      const file = { mediaType: 'audio/wav', fileName: `${name}-${rowName}.wav` };
      await sendBytes(await figures.soundWav(clip, rendering), file, request, response);
    }),
  );
  return router;
}
