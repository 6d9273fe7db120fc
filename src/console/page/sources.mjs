/**
 * One card for each source: how its poller fares, its figures and its charts.
 *
 * @typedef {import('../views').StateView} StateView
 * @typedef {import('../views').SourceState} SourceState
 * @typedef {import('../views').StateView['window']} WindowView
 * @typedef {import('../views').PointView} PointView
 * @typedef {{ owned: number, parked: number, overdue: number, more: boolean }} EventCounts
 * @typedef {(source: string, state: 'handling' | 'parked') => void} ShowEvents
 */
import { SourceCharts } from './charts.mjs';
import { byId, h, setChildren, setText } from './dom.mjs';
import { ago, count, duration, now, rate, seconds } from './text.mjs';
import { workflowLink } from './temporal.mjs';

/** A pump says its word every five seconds; one that has not for this long has lost its worker, or that its connection. */
const STALE_AFTER_MS = 15_000;
/** A pull takes five seconds at most while nothing is wrong, and ten when its answer is lost. */
const LATE_AFTER_MS = 20_000;
/** More charts than this at once are no overview any more. */
const MOST_OPEN = 4;

const STATES = {
  running: 'running',
  paused: 'paused',
  halted: 'halted',
  unknown: 'unknown',
  none: 'no poller',
  waiting: 'no worker',
};

export class Sources {
  /** @param {ShowEvents} showEvents */
  constructor(showEvents) {
    /** @type {Map<string, SourceCard>} */
    this.cards = new Map();
    this.showEvents = showEvents;
    this.element = byId('sources');
  }

  /**
   * @param {StateView} view
   * @param {Map<string, EventCounts>} counts
   */
  show(view, counts) {
    // Sources without a poller have events all the same, by an ingress or another program.
    const others = [...counts.keys()].filter((source) => view.sources.every((known) => known.source !== source));
    const all = [
      ...view.sources,
      ...others.map((source) => /** @type {SourceState} */ ({ source, state: 'none' })),
    ].sort((one, other) => (one.source < other.source ? -1 : 1));
    const names = new Set(all.map(({ source }) => source));
    for (const source of this.cards.keys()) if (!names.has(source)) this.cards.delete(source);
    setChildren(
      this.element,
      all.map((state) => {
        const card = this.cardOf(state.source, view, all.length <= MOST_OPEN);
        card.show(state, view, counts.get(state.source), view.points[state.source] ?? []);
        return card.element;
      }),
    );
    byId('no-sources').hidden = all.length > 0 || view.asOf === undefined;
  }

  /**
   * @param {string} source
   * @param {StateView} view
   * @param {boolean} isOpen
   */
  cardOf(source, view, isOpen) {
    const card = this.cards.get(source) ?? new SourceCard(source, view.window, isOpen, this.showEvents);
    this.cards.set(source, card);
    return card;
  }
}

class SourceCard {
  /**
   * @param {string} source
   * @param {WindowView} window
   * @param {boolean} isOpen
   * @param {ShowEvents} showEvents
   */
  constructor(source, window, isOpen, showEvents) {
    this.charts = new SourceCharts(source, window);
    this.window = window;
    this.badge = h('span', { class: 'badge' });
    this.since = h('span', { class: 'muted' });
    this.link = h('a', { class: 'ui', target: '_blank', rel: 'noreferrer', hidden: true }, 'Poller in Temporal ↗');
    this.alerts = h('ul', { class: 'alerts' });
    this.facts = {
      pull: h('dd'),
      rate: h('dd'),
      headroom: h('dd'),
      open: h('dd'),
      owned: h('button', { type: 'button', class: 'plain', onclick: () => showEvents(source, 'handling') }),
      parked: h('button', { type: 'button', class: 'plain', onclick: () => showEvents(source, 'parked') }),
      left: h('dd'),
      error: h('dd'),
    };
    this.errorAbout = h('span', { class: 'about' });
    this.pullAbout = h('span', { class: 'about' });
    const { pull, rate: perSecond, headroom, open, owned, parked, left, error } = this.facts;
    const facts = [
      fact('Last pull', pull, this.pullAbout),
      fact('Events a second', perSecond, 'over the last five seconds'),
      fact('Headroom', headroom, `least of the last minute, of ${window.windowMs / 1_000} s`),
      fact('Open batches', open, 'being processed or confirmed'),
      fact('Being handled', h('dd', {}, owned), 'owned by a workflow of their own'),
      fact('Parked', h('dd', {}, parked), 'wait for retry or discard'),
      fact('Left to VOD', left, 'delivered again after the window'),
      fact('Last error', error, this.errorAbout),
    ];
    const id = `source-${source}`;
    this.element = h(
      'article',
      { class: 'source', 'aria-labelledby': id, 'data-source': source },
      h('header', {}, h('h3', { id }, source), this.badge, this.since, this.link),
      this.alerts,
      h('dl', { class: 'facts' }, ...facts),
      h('details', { open: isOpen }, h('summary', {}, 'Charts'), this.charts.element),
    );
  }

  /**
   * @param {SourceState} state
   * @param {StateView} view
   * @param {EventCounts} [counts]
   * @param {PointView[]} [points]
   */
  show(state, view, counts, points = []) {
    if (points.length > 0) this.charts.add(points);
    else if (!matchMedia('(prefers-reduced-motion: reduce)').matches) this.charts.scroll();
    const shown = state.state === 'running' && state.pumping === false ? 'waiting' : state.state;
    this.badge.dataset.state = shown;
    setText(this.badge, STATES[shown]);
    setText(this.since, state.since === undefined ? '' : `for ${duration(now() - state.since)}`);
    const link = workflowLink(view.temporal, `vod-poller/${state.source}`);
    this.link.hidden = link === undefined || state.state === 'none';
    if (link) this.link.href = link;
    this.showAlerts(alertsOf(state));
    this.showFacts(state, counts);
  }

  /** @param {[kind: 'bad' | 'warn', text: string][]} alerts */
  showAlerts(alerts) {
    const text = alerts.map(([kind, words]) => `${kind} ${words}`).join('\n');
    if (this.alerts.dataset.text === text) return;
    this.alerts.dataset.text = text;
    this.alerts.replaceChildren(...alerts.map(([kind, words]) => h('li', { 'data-kind': kind }, words)));
  }

  /**
   * @param {SourceState} state
   * @param {EventCounts} [counts]
   */
  showFacts({ state, report }, counts = { owned: 0, parked: 0, overdue: 0, more: false }) {
    const { pull, rate: perSecond, headroom, open, owned, parked, left, error } = this.facts;
    const isLate = state === 'running' && report?.lastPullAt !== undefined && now() - report.lastPullAt > LATE_AFTER_MS;
    const isTight = report?.headroomMs !== undefined && report.headroomMs < this.window.windowMs / 3;
    figure(pull, report?.lastPullAt === undefined ? '–' : ago(report.lastPullAt), isLate && 'bad');
    setText(
      this.pullAbout,
      report ? `${report.lastCode ?? ''}, ${count(report.events)} events in ${count(report.pulls)} pulls` : '',
    );
    figure(perSecond, rate(this.charts.latestRate));
    figure(headroom, seconds(report?.headroomMs), isTight && 'warn');
    figure(open, report ? count(report.openBatches) : '–');
    const more = counts.more ? '+' : '';
    figure(owned, `${count(counts.owned)}${more}`);
    figure(
      parked,
      `${count(counts.parked)}${more}${counts.overdue > 0 ? ` (${count(counts.overdue)} overdue)` : ''}`,
      counts.parked > 0 && 'warn',
    );
    figure(left, report ? count(report.left) : '–', (report?.left ?? 0) > 0 && 'warn');
    const { lastError } = report ?? {};
    figure(
      error,
      lastError ? lastError.code : report ? 'none' : '–',
      lastError !== undefined && now() - lastError.at < 60_000 && 'bad',
    );
    const request = lastError?.requestId === undefined ? '' : `, request ${lastError.requestId}`;
    setText(this.errorAbout, lastError ? `${lastError.api}, ${ago(lastError.at)}${request}` : 'of the VOD API');
  }
}

/**
 * @param {string} name
 * @param {Node} value
 * @param {string | Node} about
 */
function fact(name, value, about) {
  return h('div', {}, h('dt', {}, name), value, h('dd', { class: 'about' }, about));
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 * @param {false | 'bad' | 'warn'} [tone]
 */
function figure(element, text, tone = false) {
  setText(element, text);
  if (tone) element.dataset.tone = tone;
  else delete element.dataset.tone;
}

/**
 * What a person should know, and what to do.
 * @param {SourceState} state
 * @returns {[kind: 'bad' | 'warn', text: string][]}
 */
function alertsOf({ state, halted, pumping, reportedAt, tooLarge = [], unanswered, unreadable }) {
  /** @type {[kind: 'bad' | 'warn', text: string][]} */
  const alerts = [];
  if (halted) {
    const request = halted.requestId === undefined ? '' : ` Request id: ${halted.requestId}.`;
    alerts.push([
      'bad',
      `Nothing is pulled. ${halted.code ?? halted.type}: ${halted.message}${request} Mend what VOD refuses (keys, permission, SubAppId); the poller notices within a minute and goes on by itself.`,
    ]);
  }
  if (state !== 'halted' && state !== 'paused' && pumping === false) {
    alerts.push([
      'bad',
      'Nothing is pulled: no worker has taken the pump. Start one (vod-events worker), or see why none of those that run takes it.',
    ]);
  }
  if (state === 'paused')
    alerts.push([
      'warn',
      'Nothing is pulled: somebody paused it. Its workflow goes on with the signal "resume". VOD keeps events for four days.',
    ]);
  if (unreadable) alerts.push(['warn', `The poller cannot be read here. ${unanswered}`]);
  else if (unanswered !== undefined) alerts.push(['warn', `No worker told the state of the poller: ${unanswered}`]);
  if (pumping && reportedAt !== undefined && now() - reportedAt > STALE_AFTER_MS) {
    alerts.push(['warn', 'The pump has not been heard of for more than 15 s: its figures are old.']);
  }
  if (tooLarge.length > 0) {
    const types = [...new Set(tooLarge.map(({ eventType }) => eventType))].join(', ');
    alerts.push([
      'warn',
      `Too large for Temporal and left to VOD: ${tooLarge.length} of ${types}. Process them by other means.`,
    ]);
  }
  return alerts;
}
