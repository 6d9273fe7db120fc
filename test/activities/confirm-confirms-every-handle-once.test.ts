import { everySwitchSetting } from '../../src/testing';
import { confirming } from './confirm-support';

describe.each(everySwitchSetting().map((switches) => [switches] as const))('under %j', (switches) => {
  it.each([
    [1, [1]],
    [16, [16]],
    [17, [16, 1]],
    [40, [16, 16, 8]],
  ])('%i handles are confirmed, in calls of at most 16', async (count, calls) => {
    const { emulator, confirm, deliver, ...vod } = await confirming({ switches });
    const handles = await deliver(count);
    expect(await confirm(handles)).toEqual({ refused: [] });
    expect(emulator.stats()).toMatchObject({ confirmed: count, confirmsRefused: 0, inFlight: 0 });
    expect(vod.calls().sort((one, other) => other - one)).toEqual(calls);
  });
});
