import type { Breakage } from './breakage';

export const backlog: Breakage = {
  alert: 'VodEventsBacklogOld',
  title: 'a source that was paused and forgotten',
  does: 'Somebody pauses the source. Events go on coming, for a day: here a minute, as the rehearsal has it.',
  breakIt: async (walk) => {
    walk.narrator.command('vod-events pause shop', await walk.stage.run(['pause', 'shop']));
  },
  says: { status: /^shop +paused /m, doctor: /^warning +shop: poller +paused since/m },
  mend: async (walk) => {
    walk.step('_The source is paused: resume it, if whatever it was paused for is over._');
    await walk.runbook('vod-events resume <source>', { source: 'shop' });
  },
};
