import { styleText } from 'node:util';
import type { Figures } from './figures';

export interface ViewFacts {
  uiUrl?: string;
  address: string;
  source: string;
  workerLog?: string;
  startedAt: number;
}

const seconds = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / 1_000).toFixed(1)} s`);
const number = (value: number | undefined): string => String(value ?? 0);

/** One line, for a log. */
export function asLine({ vod, pump, handling, parked }: Figures, { startedAt }: ViewFacts): string {
  const headroom = `headroom p50 ${seconds(vod.headroomMs?.p50)}, worst ${seconds(vod.headroomMs?.worst)}`;
  return (
    `${String(Math.round((Date.now() - startedAt) / 1_000)).padStart(3)} s  pulled ${vod.deliveries}  done ${number(pump.done)}  ` +
    `owned ${number(pump.owned)} (${handling} being handled, ${parked.length} parked)  confirmed ${vod.confirmed}  ` +
    `redelivered ${vod.redelivered}  ${headroom}  last pull ${pump.lastCode ?? '–'}`
  );
}

/** The live view on a terminal. */
export function asScreen(figures: Figures, facts: ViewFacts, paint: Paint = colours()): string {
  const { vod, pump, handling, parked } = figures;
  const row = (name: string, value: string, note = ''): string =>
    `  ${name.padEnd(14)}${value.padStart(8)}   ${paint('dim', note)}`;
  const good = (isGood: boolean, text: string): string => paint(isGood ? 'green' : 'red', text.padStart(8));
  const ui = facts.uiUrl ?? `the UI of the server at ${facts.address}`;
  const rate = vod.deliveries / Math.max(1, (Date.now() - facts.startedAt) / 1_000);
  return [
    paint('bold', 'VOD events on Temporal') + paint('dim', '   Ctrl-C drains and sums up'),
    '',
    row('pulled', number(vod.deliveries), `${rate.toFixed(1)} a second, ${vod.waiting} waiting`),
    row('done', number(pump.done), 'their handlers succeeded within the batch'),
    row('owned', number(pump.owned), `have a workflow of their own: ${handling} being handled now`),
    row('parked', number(parked.length), 'always fail; wait for "retry" or "discard"'),
    row('confirmed', number(vod.confirmed), 'removed from the queue'),
    `  ${'redelivered'.padEnd(14)}${good(vod.redelivered === 0, number(vod.redelivered))}   ${paint('dim', 'came a second time; should stay 0')}`,
    row(
      'headroom',
      seconds(vod.headroomMs?.p50),
      `of the window left at confirm; worst ${seconds(vod.headroomMs?.worst)} of 30 s`,
    ),
    row('last pull', pump.lastCode ?? '–', 'ok, empty, or an error code'),
    '',
    `  Look at ${paint('cyan', ui)}`,
    paint('dim', '  · vodEventBatch: process, then confirm, in 7 history events'),
    paint('dim', '  · vodEvent, running: the slow ones, and the parked ones with their failure as memo'),
    paint('dim', `  · vod-poller/${facts.source}: the pump, and its figures in the heartbeat`),
    ...(facts.workerLog ? [paint('dim', `  The worker's log: ${facts.workerLog}`)] : []),
    '',
  ].join('\n');
}

type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'cyan', text: string) => string;

function colours(): Paint {
  return process.env.NO_COLOR ? (_style, text) => text : (style, text) => styleText(style, text);
}
