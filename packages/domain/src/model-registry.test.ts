import { describe, expect, it } from 'vitest';
import { ModelAliasSchema, promotionObjections } from './model-registry.js';

describe('the model registry’s rules', () => {
  it.each(['production', 'champion', 'a', 'b-2'])('takes %s for an alias', (name) => {
    expect(ModelAliasSchema.safeParse(name).success).toBe(true);
  });

  it.each(['latest', 'newest', 'v3', '3', '', 'Production', '-a', 'a b', 'x'.repeat(51)])(
    'refuses the alias %j',
    (name) => {
      expect(ModelAliasSchema.safeParse(name).success).toBe(false);
    },
  );

  it('objects to what leaks and to nothing else', () => {
    expect(promotionObjections({ protocolName: 'upm-5', auditStatus: 'CLEAN' })).toEqual([]);
    expect(promotionObjections({ protocolName: null, auditStatus: 'UNVERIFIED' })).toEqual([]);
    expect(promotionObjections({ protocolName: 'study', auditStatus: 'LEAKY' })).toHaveLength(2);
    expect(promotionObjections({ protocolName: 'by-clip', auditStatus: 'LEAKY' })[0]).toContain('leak audit failed');
  });
});
