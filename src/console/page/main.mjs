/**
 * The console's page. It asks once a second while it is looked at; what it was told last stays, visibly old, when nobody answers.
 *
 * @typedef {import('../views').StateView} StateView
 * @typedef {import('../views').EventsView} EventsView
 * @typedef {import('./sources.mjs').EventCounts} EventCounts
 */
import { CallError, fetchEvents, fetchState, takeToken } from './api.mjs';
import { Detail } from './detail.mjs';
import { askAndDecide } from './dialogs.mjs';
import { byId, setText } from './dom.mjs';
import { chosenEvent, EventList, idOf } from './events.mjs';
import { Sources } from './sources.mjs';
import { duration, now, setClock } from './text.mjs';

const TICK_MS = 1_000;
/** The list of events changes less often, and costs more. */
const EVENTS_EVERY_MS = 2_000;
const TOAST_MS = 8_000;

const events = new EventList();
const sources = new Sources((source, state) => events.showOnly(source, state));
const detail = new Detail(decideAbout, closeDetail);

/** @type {StateView | undefined} */
let view;
let eventsAt = Number.NEGATIVE_INFINITY;
/** Of the console itself, while it does not answer. @type {string | undefined} */
let unreachable;

takeToken();
addEventListener('hashchange', choose);
addEventListener('popstate', choose);
document.addEventListener('visibilitychange', () => void tick());
let isUnderWay = false;
let isListing = false;
void tick();
setInterval(() => void tick(), TICK_MS);
choose();

async function tick() {
  if (document.hidden) return;
  void refreshEvents();
  if (isUnderWay) return;
  isUnderWay = true;
  try {
    const next = await fetchState(view?.seq ?? 0);
    setClock(next.now);
    view = next;
    unreachable = undefined;
    sources.show(next, countsBySource(events.view));
  } catch (error) {
    unreachable = error instanceof CallError ? error.message : String(error);
  } finally {
    isUnderWay = false;
  }
  showStanding();
}

async function refreshEvents() {
  if (isListing || performance.now() - eventsAt < EVENTS_EVERY_MS) return;
  isListing = true;
  eventsAt = performance.now();
  try {
    const chosen = chosenEvent();
    const before = chosen && events.listed.get(idOf(chosen));
    events.show(await fetchEvents());
    // It was parked, taken up or done meanwhile: what is shown of it is not true any more.
    if (chosen && before !== events.listed.get(idOf(chosen))) void detail.load(view);
  } catch (error) {
    events.showProblem(error instanceof CallError ? error.message : String(error));
  } finally {
    isListing = false;
  }
}

/** Where it comes from, whether it is live, and what is wrong if it is not. */
function showStanding() {
  const { temporal, allowChanges, problem, asOf } = view ?? {};
  if (temporal) setText(byId('where'), `namespace ${temporal.namespace} at ${temporal.address}`);
  byId('mode').hidden = view === undefined;
  setText(byId('mode'), allowChanges ? 'changes allowed' : 'read-only');
  const trouble = unreachable ?? problem?.message;
  const isStale = trouble !== undefined;
  document.body.toggleAttribute('data-stale', isStale);
  const live = byId('live');
  live.dataset.state = isStale ? 'stale' : 'live';
  const age = asOf === undefined ? 'no figures yet' : `figures are ${duration(now() - asOf)} old`;
  setText(live, isStale ? age : 'live');
  byId('problem').hidden = !isStale;
  if (trouble !== undefined) setText(byId('problem'), `${trouble} ${unreachable ? '' : adviceOf(temporal)}`);
}

/** @param {StateView['temporal']} [temporal] */
function adviceOf(temporal) {
  return `Check that the server at ${temporal?.address} runs and that TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and its keys are right. Workers go on by themselves when it is back, and so does this page; it asks every second.`;
}

function closeDetail() {
  history.pushState(null, '', location.pathname);
  choose();
}

function choose() {
  const chosen = chosenEvent();
  const wasOpen = detail.identity;
  detail.open(chosen, view, chosen && events.find(chosen));
  events.render();
  // Back to where it was opened from.
  if (!chosen && wasOpen) events.rows.get(idOf(wasOpen))?.element.querySelector('a')?.focus();
}

/**
 * @param {'retry' | 'discard'} what
 * @param {{ source: string, key: string, eventType: string }} event
 */
async function decideAbout(what, event) {
  if (!(await askAndDecide(what, event))) return;
  const row = events.find(event);
  if (row) events.drop(row);
  say(what === 'retry' ? `${event.eventType} is being handled again.` : `${event.eventType} is dropped.`);
  detail.focus();
  await detail.load(view);
}

/** @param {string} text */
function say(text) {
  const toast = byId('toast');
  setText(toast, text);
  setTimeout(() => toast.textContent === text && setText(toast, ''), TOAST_MS);
}

/**
 * @param {EventsView} view
 * @returns {Map<string, EventCounts>}
 */
function countsBySource({ events: rows, total }) {
  /** @type {Map<string, EventCounts>} */
  const counts = new Map();
  for (const { source, state, overdue } of rows) {
    const known = counts.get(source) ?? { owned: 0, parked: 0, overdue: 0, more: total > rows.length };
    if (state === 'parked') known.parked++;
    else known.owned++;
    if (overdue) known.overdue++;
    counts.set(source, known);
  }
  return counts;
}
