import type { PollerView, SourceView } from '../client';
import type { Rate } from './rates';
import { ageText, columns, printable, type Colours, type Screen } from './text';

export interface StatusRow extends SourceView {
  rate?: Rate;
  /** Events that wait in VOD. */
  backlog?: number;
}

/** Twelve long polls: a source that was not pulled for so long has stopped. */
const STALE_MS = 60_000;

const HEADS = ['SOURCE', 'STATE', 'PULLED', 'RATE', 'HEADROOM', 'OPEN', 'OWNED', 'PARKED', 'BACKLOG', 'LAST ERROR'];

/** Nothing of no source. The last error comes last, because it may be cut. */
export function statusLines(
  rows: readonly StatusRow[],
  screen: Screen,
  { faint, warning }: Colours,
  nowMs: number,
): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => cellsOf(row, nowMs).map(printable));
  const [head = '', ...lines] = columns([HEADS, ...cells], screen);
  return [faint(head), ...lines.map((line, at) => (isTroubled(rows[at], nowMs) ? warning(line) : line))];
}

function cellsOf({ source, poller, owned, parked, overdue, more, rate, backlog }: StatusRow, nowMs: number): string[] {
  const { report } = poller?.pump ?? {};
  const orMore = more ? '+' : '';
  return [
    source,
    stateOf(poller, nowMs),
    report?.lastPullAt === undefined ? '-' : ageText(nowMs - report.lastPullAt),
    rate ? `${rate.pulls.toFixed(1)}/s ${rate.events.toFixed(1)} ev/s` : '-',
    report?.headroomMs === undefined ? '-' : `${(report.headroomMs / 1_000).toFixed(1)}s`,
    report ? String(report.openBatches) : '-',
    `${owned}${orMore}`,
    `${parked}${orMore}${overdue > 0 ? ` (${overdue} overdue)` : ''}`,
    backlog === undefined ? '-' : String(backlog),
    errorOf(poller, nowMs),
  ];
}

function stateOf(poller: PollerView | undefined, nowMs: number): string {
  if (!poller) return 'no poller';
  const { state, since, pump, unreadable } = poller;
  if (state === 'unknown') return unreadable ? 'unreadable' : 'no worker';
  if (state === 'running') return pump?.running ? 'running' : 'running, nobody pulls';
  return since === undefined ? state : `${state} ${ageText(nowMs - since)}`;
}

function errorOf(poller: PollerView | undefined, nowMs: number): string {
  const { halted, since, pump } = poller ?? {};
  if (halted) return `${halted.code ?? halted.type}${since === undefined ? '' : ` ${ageText(nowMs - since)} ago`}`;
  const { lastError } = pump?.report ?? {};
  return lastError ? `${lastError.api} ${lastError.code} ${ageText(nowMs - lastError.at)} ago` : '-';
}

/** Somebody should look at it: nothing is pulled though nobody has paused it, or events wait for too long. */
function isTroubled(row: StatusRow | undefined, nowMs: number): boolean {
  if (!row) return false;
  if (row.overdue > 0) return true;
  if (!row.poller || row.poller.state === 'paused') return false;
  const { state, pump } = row.poller;
  const { lastPullAt } = pump?.report ?? {};
  return state !== 'running' || !pump?.running || (lastPullAt !== undefined && nowMs - lastPullAt > STALE_MS);
}
