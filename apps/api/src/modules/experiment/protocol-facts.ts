import { createHash } from 'node:crypto';
import {
  canonicalJson,
  claimsSpeakerIndependence,
  isLeakyByDesign,
  PROTOCOL_NAMES,
  type Protocol as ProtocolConfig,
  type ProtocolName,
  ProtocolSchema,
} from '@voxboard/domain';
import { DEFAULT_FOLD_COUNT, PUBLISHED_FOLDS } from '@voxboard/evaluation';
import type { Protocol, ProtocolPreset } from './protocol.type.js';

const DESCRIPTIONS: Readonly<Record<ProtocolName, string>> = {
  study:
    'Augmented rows are split at random, as in the study: copies of one clip lie on both sides, so the score is inflated.',
  'by-clip': 'Whole clips are dealt into folds; every speaker is in all parts, so voices are known.',
  'by-speaker': 'Whole speakers are dealt into folds, balanced by gender and class: tests on voices never heard.',
  'upm-5': 'The five published speaker folds of Universidad Politécnica de Madrid for RAVDESS.',
  'emobox-6': 'The six published speaker folds of EmoBox for RAVDESS.',
  loso: 'Leave one speaker out: one fold per speaker.',
  'by-statement': 'Whole sentences are held out: tests on words never heard, from known voices.',
};

const DEFAULT_FOLDS: Readonly<Record<ProtocolName, number | null>> = {
  study: 1,
  'by-clip': DEFAULT_FOLD_COUNT,
  'by-speaker': DEFAULT_FOLD_COUNT,
  'upm-5': PUBLISHED_FOLDS['upm-5'].length,
  'emobox-6': PUBLISHED_FOLDS['emobox-6'].length,
  loso: null,
  'by-statement': null,
};

/** Equal hash, comparable scores. */
export function protocolHash(protocol: ProtocolConfig): string {
  return createHash('sha256').update(canonicalJson(protocol)).digest('hex');
}

/** What the schema says of a stored protocol; null when there is none. */
export function toProtocol(stored: unknown, hash?: string | null): Protocol | null {
  if (stored === null || stored === undefined) return null;
  const protocol = ProtocolSchema.parse(stored);
  return {
    name: protocol.name,
    hash: hash ?? protocolHash(protocol),
    foldCount: protocol.foldCount ?? null,
    isLeakyByDesign: isLeakyByDesign(protocol.name),
    claimsSpeakerIndependence: claimsSpeakerIndependence(protocol.name),
    description: DESCRIPTIONS[protocol.name],
  };
}

export function protocolPresets(): ProtocolPreset[] {
  return PROTOCOL_NAMES.map((name) => ({
    name,
    description: DESCRIPTIONS[name],
    defaultFoldCount: DEFAULT_FOLDS[name],
    isLeakyByDesign: isLeakyByDesign(name),
    claimsSpeakerIndependence: claimsSpeakerIndependence(name),
  }));
}
