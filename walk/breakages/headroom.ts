import type { Breakage } from './breakage';

export const headroom: Breakage = {
  alert: 'VodEventsHeadroomVanishing',
  title: 'slow handlers, a policy that waits for them, and a slow VOD',
  does: 'The source is given the policy `processed` (configuration, SIGHUP). Editing tasks end as well, whose handler takes 27 s, and VOD takes 1.5 s for each confirm.',
  breakIt: ({ stage }) => {
    stage.traffic.hasSlow = true;
    stage.emulator.fault({ api: 'ConfirmEvents', kind: { delayMs: 1_500 }, times: Infinity });
    stage.configure('processed');
    return stage.reload();
  },
  says: { status: /^shop +running .* [0-4]\.\ds /m, doctor: /^warning +shop: headroom .*processed/m },
  // VOD stays slow until all is well again: that is not what mends it.
  afterwards: ({ emulator }) => emulator.clearFaults(),
  mend: (walk) => {
    walk.step('_Confirm policy processed: let the policy be owned._ The configuration says so again; SIGHUP.');
    walk.stage.traffic.hasSlow = false;
    walk.stage.configure('owned');
    return walk.stage.reload();
  },
};
