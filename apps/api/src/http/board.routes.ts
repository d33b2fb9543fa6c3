import { DomainError } from '@voxboard/domain';
import { type Request, type Response, Router } from 'express';
import type { Gatekeeper } from '../access/gatekeeper.js';
import type { BoardLinkService } from '../modules/board-link/board-link.service.js';
import { type Badge, badgeSvg } from '../modules/leaderboard/export/badge-svg.js';
import type { BoardExportService, ExportAddress } from '../modules/leaderboard/export/board-export.service.js';
import { boardPictureSvg } from '../modules/leaderboard/export/board-picture-svg.js';
import type { BoardTable } from '../modules/leaderboard/export/board-table.js';
import { writeCsv } from '../modules/leaderboard/export/write-csv.js';
import { writeJson } from '../modules/leaderboard/export/write-json.js';
import { writeLatex } from '../modules/leaderboard/export/write-latex.js';
import { writeMarkdown } from '../modules/leaderboard/export/write-markdown.js';

interface Format {
  readonly mediaType: string;
  readonly write: (table: BoardTable) => string;
}

/** No slug looks like this: what is there for it is what is there for no project. */
const NO_PROJECT = '-';
const SVG = 'image/svg+xml; charset=utf-8';
const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['csv', { mediaType: 'text/csv; charset=utf-8; header=present', write: writeCsv }],
  ['json', { mediaType: 'application/json; charset=utf-8', write: writeJson }],
  ['md', { mediaType: 'text/markdown; charset=utf-8', write: writeMarkdown }],
  ['tex', { mediaType: 'application/x-tex; charset=utf-8', write: writeLatex }],
  ['picture.svg', { mediaType: SVG, write: boardPictureSvg }],
]);

/**
 * `/boards/PROJECT/TASK/VERSION/HASH.csv|json|md|tex|picture.svg|svg?metric=&asOf=` and `/badges/EXPERIMENT.svg?metric=`: boards for
 * papers, spreadsheets and READMEs. The hash may be shortened to eight characters. `/shared/SECRET.…` is one board, in
 * the same formats, for whoever has the secret.
 */
export function boardRoutes(exports: BoardExportService, links: BoardLinkService, gatekeeper: Gatekeeper): Router {
  const router = Router();

  router.get('/boards/:slug/:task/:versionId/:file', async (request, response) => {
    const { task, versionId, file } = request.params;
    const isSeen = await gatekeeper.of(request).visibility.seesSlug(request.params.slug);
    const slug = isSeen ? request.params.slug : NO_PROJECT;
    const [protocolHash, extension] = partsOf(file);
    await sendBoard({ slug, task, versionId, protocolHash }, extension, request, response);
  });

  router.get('/shared/:file', async (request, response) => {
    const [secret, extension] = partsOf(request.params.file);
    const link = await links.open(secret);
    const { slug = NO_PROJECT, task = '', datasetVersionId: versionId = '', protocolHash = '' } = link ?? {};
    // Pages of other sites may show this one board; it runs nothing, and the address is all there is to steal.
    response.removeHeader('X-Frame-Options');
    response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    await sendBoard({ slug, task, versionId, protocolHash }, extension, request, response);
  });

  const sendBoard = async (
    board: Omit<ExportAddress, 'metric' | 'asOf'>,
    extension: string,
    request: Request,
    response: Response,
  ) => {
    const format = FORMATS.get(extension);
    if (!format && extension !== 'svg') {
      refuse(
        response,
        404,
        `There is no format "${extension.slice(0, 20)}". End the address in .csv, .json, .md, .tex, .picture.svg or .svg.`,
      );
      return;
    }
    const { metric, asOf } = request.query;
    const address = { ...board, metric: textOf(metric), asOf: textOf(asOf) };
    await answer(response, async () => {
      if (!format) return sendBadge(response, await exports.boardBadge(address));
      const table = await exports.table(address);
      if (table === null)
        return refuse(response, 404, 'There is no board at this address, or nothing on it has finished.');
      send(
        response,
        format.mediaType,
        format.write(table),
        `${board.slug}-${board.task.toLowerCase()}-${table.protocol}.${extension}`,
      );
    });
  };

  router.get('/badges/:file', async (request, response) => {
    const [, named = ''] = /^(.*)\.svg$/.exec(request.params.file) ?? [];
    const id = (await gatekeeper.of(request).visibility.seesId(named)) ? named : '';
    await answer(response, async () => {
      sendBadge(response, await exports.experimentBadge(id, textOf(request.query.metric)));
    });
  });

  return router;
}

/** What a file is called, and its ending. */
function partsOf(file: string): [name: string, extension: string] {
  const [, name = '', extension = ''] = /^([^.]*)\.((?:picture\.)?\w+)$/.exec(file) ?? [];
  return [name, extension];
}

/** A repeated parameter is no text, and is refused as such by what it is checked with. */
function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : '';
}

async function answer(response: Response, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    refuse(response, error.code === 'NOT_FOUND' ? 404 : 400, error.message);
  }
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}

function sendBadge(response: Response, badge: Badge | null): void {
  if (badge === null) refuse(response, 404, 'There is no result at this address.');
  else send(response, SVG, badgeSvg(badge), null);
}

/** Results change: a copy is asked after each time. Nothing in a document may run. */
function send(response: Response, mediaType: string, text: string, fileName: string | null): void {
  response.set({
    'Content-Type': mediaType,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    ...(fileName !== null && { 'Content-Disposition': `inline; filename="${fileName.replace(/[^\w.-]/g, '_')}"` }),
  });
  response.send(text);
}
