import { AUDIT_CHECKS } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { questionOf, toneOf, worstFirst } from './audit-words';

describe('the words of the audit', () => {
  it('ask a question for every check', () => {
    for (const check of AUDIT_CHECKS) expect(questionOf(check), check).toMatch(/\?$/);
    expect(questionOf('of-a-newer-version')).toBe('of-a-newer-version');
  });

  it('put what was found first and keep the order within', () => {
    const checks = (['PASS', 'FAIL', 'NOT_APPLICABLE', 'UNKNOWN', 'FAIL'] as const).map((verdict, i) => ({
      verdict,
      i,
    }));
    expect(worstFirst(checks).map(({ i }) => i)).toEqual([1, 4, 3, 0, 2]);
  });

  it('warn of a caveat and alarm for a leak', () => {
    expect(toneOf({ verdict: 'FAIL', severity: 'LEAK' })).toBe('bad');
    expect(toneOf({ verdict: 'FAIL', severity: 'CAVEAT' })).toBe('warn');
    expect(toneOf({ verdict: 'PASS', severity: 'LEAK' })).toBe('good');
  });
});
