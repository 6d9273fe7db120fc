import type { Breakage } from './breakage';

export const halted: Breakage = {
  alert: 'VodEventsHalted',
  title: 'the keys are wrong',
  does: 'A rotation of the keys goes wrong: the file has a key that CAM does not know.',
  breakIt: ({ stage }) => stage.giveKeys('of-another-user'),
  says: {
    status: /^shop +halted .*AuthFailure\.SignatureFailure/m,
    doctor: /^wrong +shop: credentials .*AuthFailure/m,
  },
  mend: async (walk) => {
    walk.step('_AuthFailure.\\*: the keys._ The right key is written into the file, and the source resumed.');
    walk.stage.giveKeys(walk.stage.emulator.credential.secretKey);
    await walk.runbook('vod-events resume <source>', { source: 'shop' });
  },
};
