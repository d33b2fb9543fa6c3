import { describe, expect, it } from 'vitest';
import { MISSING } from '../../format/format';
import { scoreRows } from './score-rows';

const sheet = {
  split: 'TEST' as const,
  runCount: 1,
  rowCount: 10,
  accuracy: 0.5,
  uar: 0.625,
  macroF1: 0.4,
  weightedF1: 0.45,
  matthews: -0.1234,
  logLoss: 1.5,
  brier: 0.75,
  calibrationError: 0.05,
  rocAuc: 0.8,
  classes: [],
};

describe('scoreRows', () => {
  it('shows shares as per cent and the rest as numbers, UAR first', () => {
    const rows = scoreRows([sheet]);
    expect(rows.map(({ values }) => values[0])).toEqual([
      ...['62.5 %', '50.0 %', '40.0 %', '45.0 %', '80.0 %'],
      ...['-0.123', '1.500', '0.750', '0.050'],
    ]);
  });

  it('leaves a gap where a score cannot be computed, and keeps parts side by side', () => {
    const rows = scoreRows([sheet, { ...sheet, logLoss: null, rocAuc: null }]);
    expect(rows.find(({ key }) => key === 'logLoss')?.values).toEqual(['1.500', MISSING]);
    expect(rows.find(({ key }) => key === 'rocAuc')?.values).toEqual(['80.0 %', MISSING]);
  });
});
