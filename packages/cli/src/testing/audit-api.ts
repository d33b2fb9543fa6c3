import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AuditPart, auditPartTexts, type Clip, canonicalJson, rowPairs, splitManifest } from '@voxboard/domain';
import { certifyRun, classReport, confusionMatrix, matrixScores, splitFolds } from '@voxboard/evaluation';

const LABELS = ['male', 'female'];
type Parts = Record<AuditPart, unknown>;

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What an API has of a run that was trained carefully: 32 clips of eight speakers, tested on half of them. */
export function soundParts(runId: string): Parts {
  const clips = Array.from({ length: 32 }, (_, i) => ({
    path: `clip-${i}.wav`,
    sha256: sha256(`clip ${i}`),
    speaker: `voice ${i % 8}`,
    gender: i % 2 === 0 ? ('male' as const) : ('female' as const),
    emotion: null,
    intensity: null,
    statement: null,
    repetition: null,
  })) satisfies Partial<Clip>[];
  const protocol = { name: 'by-speaker', foldCount: 2, validationFraction: 0.5 } as const;
  const { folds } = splitFolds(protocol, clips, 1, 'GENDER', 0);
  const [fold] = folds;
  if (!fold) throw new Error('there is no fold');
  const actualOf = (clip: number) => clip % 2;
  // Every fifth clip is taken for the other class.
  const predictedOf = (clip: number) => (clip % 5 === 0 ? 1 - actualOf(clip) : actualOf(clip));
  const predict = (split: 'VALIDATION' | 'TEST', rows: typeof fold.test) =>
    rowPairs(rows).map(([clip]) => {
      const p = predictedOf(clip);
      return [split, clip, 0, actualOf(clip), p, p === 0 ? [0.75, 0.25] : [0.25, 0.75]] as const;
    });
  const matrixOf = (split: 'VALIDATION' | 'TEST', rows: typeof fold.test) => {
    const actual = rows.map(({ clip }) => actualOf(clip));
    const matrix = confusionMatrix(
      actual,
      rows.map(({ clip }) => predictedOf(clip)),
      LABELS,
    );
    return { split, labels: LABELS, counts: matrix.counts.flat(), classes: classReport(matrix), matrix };
  };
  const matrices = [matrixOf('VALIDATION', fold.validation), matrixOf('TEST', fold.test)];
  const scores = matrices[1] ? matrixScores(matrices[1].matrix) : {};
  const pairsOf = (rows: typeof fold.test) => rowPairs(rows);
  return {
    subject: {
      version: 1,
      runId,
      source: 'LAUNCHED',
      task: 'GENDER',
      protocol: 'by-speaker',
      labels: LABELS,
      experiment: { id: 'e', task: 'GENDER', protocolHash: sha256('protocol') },
      foldIndex: 0,
      seed: 0,
      datasetHash: sha256('dataset'),
    },
    clips,
    split: {
      splitHash: sha256(splitManifest(folds)),
      protocolHash: sha256('protocol'),
      seed: 0,
      folds: folds.map(({ train, validation, test }) => ({
        train: pairsOf(train),
        validation: pairsOf(validation),
        test: pairsOf(test),
      })),
    },
    evidence: {
      version: 1,
      trained: pairsOf(fold.train),
      validated: pairsOf(fold.validation),
      tested: pairsOf(fold.test),
      fitted: pairsOf(fold.train),
      unlabelled: [],
      selection: { stoppedOn: 'validation', tunedOn: [] },
      labels: clips.map((_, i) => actualOf(i)),
    },
    'near-duplicates': { fingerprintVersion: 1, pairs: [], unheard: [] },
    predictions: [...predict('VALIDATION', fold.validation), ...predict('TEST', fold.test)],
    scores: {
      matrices: matrices.map(({ matrix: _, ...stored }) => stored),
      metrics: Object.entries(scores)
        .sort()
        .map(([key, value]) => ({ key, count: 1, lastStep: 0, point: value, last: value, min: value, max: value })),
    },
  };
}

export interface AuditApi {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers `auditRecord` with the given parts, and with the certificate that was issued for others. */
export async function startAuditApi(issuedFor: Parts | null, now: Parts): Promise<AuditApi> {
  const document = issuedFor && certifyRun(auditPartTexts(issuedFor), sha256);
  const record = {
    runId: 'r',
    document,
    hash: document && sha256(canonicalJson(document)),
    verdict: document?.certificate.verdict ?? null,
    labels: document?.certificate.labels ?? [],
    issuedAt: document && '2026-03-01T12:00:00.000Z',
    parts: auditPartTexts(now).map((part) => ({ ...part, sha256: sha256(part.text) })),
  };
  return serve(record);
}

async function serve(auditRecord: object): Promise<AuditApi> {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { auditRecord } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
