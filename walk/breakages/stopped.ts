import type { Breakage } from './breakage';

export const stopped: Breakage = {
  alert: 'VodEventsStopped',
  title: 'all workers are gone',
  does: 'Both workers are killed (SIGKILL).',
  breakIt: ({ stage }) => stage.killWorkers(),
  says: { status: /^shop +no worker /m, doctor: /^wrong +shop: poller +no worker answers/m },
  mend: (walk) => {
    walk.step('_Are there workers?_ No. They are started again.');
    walk.stage.startWorkers();
  },
};
