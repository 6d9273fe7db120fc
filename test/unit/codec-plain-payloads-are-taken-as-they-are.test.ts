import fc from 'fast-check';
import { anyPayload, pipeline, ringOf } from './codec-support';

/** Other services send their inputs and signals as they always did. */
it('a payload that was neither encrypted nor compressed is decoded to itself, with keys and without', async () => {
  await fc.assert(
    fc.asyncProperty(anyPayload(), fc.boolean(), async (payload, withKeys) => {
      const [decoded] = await pipeline(withKeys ? ringOf('k1') : undefined).decode([payload]);
      expect(decoded).toBe(payload);
    }),
  );
});
