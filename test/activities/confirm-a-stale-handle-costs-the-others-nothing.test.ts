import { everySwitchSetting, type Switches } from '../../src/testing';
import { confirming, type Confirming } from './confirm-support';

/** Fifteen good handles, and one that will be refused. */
const STALE: Record<string, (system: Confirming) => Promise<string>> = {
  unknown: () => Promise.resolve('a-handle-of-somebody-else'),
  'confirmed before': async ({ vod, deliver }) => {
    const [handle = ''] = await deliver(1);
    await vod.confirmEvents([handle]);
    return handle;
  },
};
const settings = everySwitchSetting();

function isRefused(kind: string, { badHandle, confirmTwice }: Switches): boolean {
  return badHandle === 'failsCall' && (kind === 'unknown' || confirmTwice === 'error');
}

describe.each(settings.map((switches) => [switches] as const))('under %j', (switches) => {
  it.each(Object.entries(STALE))(
    'one handle that is %s is reported, and the fifteen beside it are confirmed',
    async (kind, make) => {
      const system = await confirming({ switches });
      const stale = await make(system);
      const handles = await system.deliver(15);
      const confirmedBefore = system.emulator.stats().confirmed;
      const outcome = await system.confirm([...handles.slice(0, 9), stale, ...handles.slice(9)]);
      expect(system.emulator.stats().confirmed - confirmedBefore).toBe(15);
      expect(system.emulator.stats().inFlight).toBe(0);
      // Where VOD does not fail a call for one bad handle, nobody can tell which it was.
      expect(outcome).toEqual({ refused: isRefused(kind, switches) ? [9] : [] });
    },
  );
});

describe('handles whose window has passed', () => {
  it('are all reported, and what was delivered later is confirmed', async () => {
    const system = await confirming({ windowMs: 150 });
    const late = await system.deliver(3);
    await system.emulator.waitFor(({ waiting }) => waiting === 3);
    const redelivered = (await system.vod.pullEvents()).events.map(({ EventHandle }) => String(EventHandle));
    const outcome = await system.confirm([late[0] ?? '', ...redelivered, late[1] ?? '', late[2] ?? '']);
    expect(outcome.refused.sort()).toEqual([0, 4, 5]);
    expect(system.emulator.stats()).toMatchObject({ confirmed: 3, waiting: 0, inFlight: 0 });
  });

  it('are found in calls that get no larger, and few of them', async () => {
    const system = await confirming();
    const handles = await system.deliver(39);
    handles.splice(20, 0, 'stale');
    expect(await system.confirm(handles)).toEqual({ refused: [20] });
    expect(Math.max(...system.calls())).toBe(16);
    // The halves of the one call that was refused: 8 and 8, 4 and 4, 2 and 2, 1 and 1.
    expect(system.calls()).toHaveLength(3 + 8);
  });
});
