import type { Breakage } from './breakage';

export const parked: Breakage = {
  alert: 'VodEventsParkedGrowing',
  title: 'a handler with a mistake',
  does: 'Routes are deployed (SIGHUP) whose handler of PullComplete fails for every event.',
  breakIt: ({ stage }) => {
    stage.deploy('failing');
    return stage.reload();
  },
  says: { status: /^shop +running( +\S+){5} +[1-9]\d* /m, doctor: /^warning +shop: parked .*TypeError/m },
  mend: async (walk) => {
    await walk.runbook('vod-events parked list --failure TypeError');
    walk.step(
      '_Many of one failure: one cause, in the handler. Mend it and deploy._ The routes of before are deployed; SIGHUP.',
    );
    walk.stage.deploy('working');
    await walk.stage.reload();
    await walk.runbook('vod-events parked retry --failure <failure> --dry-run', { failure: 'TypeError' });
    await walk.runbook('vod-events parked retry --failure <failure> --yes', { failure: 'TypeError' });
  },
};
