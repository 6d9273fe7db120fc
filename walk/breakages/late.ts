import type { Breakage } from './breakage';

export const late: Breakage = {
  alert: 'VodEventsConfirmedLate',
  title: 'VOD does not take confirms',
  does: 'ConfirmEvents answers InternalError, every time; PullEvents goes on.',
  breakIt: ({ stage }) => {
    stage.emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' }, times: Infinity });
  },
  says: {
    status: /^shop +running .*ConfirmEvents InternalError/m,
    doctor: /^wrong +shop: may confirm .*InternalError/m,
  },
  mend: (walk) => {
    walk.step('_VOD does not take confirms._ `doctor` says so too, from here: it is VOD itself. VOD mends it.');
    walk.stage.emulator.clearFaults();
  },
};
