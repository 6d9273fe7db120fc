/**
 * One event: what is known of it, its payload, and what can be decided about it.
 *
 * @typedef {import('../views').StateView} StateView
 * @typedef {import('../views').EventRow} EventRow
 * @typedef {import('../../client').ShownEvent} ShownEvent
 * @typedef {{ source: string, key: string }} Identity
 * @typedef {(what: 'retry' | 'discard', event: Identity & { eventType: string }) => void} Decide
 */
import { fetchEvent } from './api.mjs';
import { byId, h } from './dom.mjs';
import { idOf } from './events.mjs';
import { eventWorkflowId, workflowLink } from './temporal.mjs';
import { moment } from './text.mjs';

export class Detail {
  /**
   * @param {Decide} decide
   * @param {() => void} close
   */
  constructor(decide, close) {
    this.decide = decide;
    this.close = close;
    this.element = byId('detail');
    /** @type {Identity | undefined} */
    this.identity = undefined;
    /** Which answer is waited for: an earlier one that comes later is not shown. */
    this.asked = 0;
    this.element.addEventListener('keydown', ({ key }) => key === 'Escape' && close());
  }

  /**
   * @param {Identity | undefined} identity
   * @param {StateView | undefined} view
   * @param {EventRow | undefined} row what the list knows of it, to begin with
   */
  open(identity, view, row) {
    if (identity && this.identity && idOf(identity) === idOf(this.identity)) return;
    this.identity = identity;
    this.element.hidden = identity === undefined;
    document.body.toggleAttribute('data-detail', identity !== undefined);
    if (!identity) return;
    this.element.replaceChildren(
      ...this.content(row ? rowAsEvent(row) : { ...identity, status: 'RUNNING' }, view, true),
    );
    this.focus();
    void this.load(view);
  }

  focus() {
    byId('detail-title').focus();
  }

  /**
   * Asks for the event, payload included: two queries, which a worker answers. Hence not with every tick.
   * @param {StateView | undefined} view
   */
  async load(view) {
    const { identity } = this;
    if (!identity) return;
    const asked = ++this.asked;
    const hadFocus = this.element.contains(document.activeElement);
    const content = await fetchEvent(identity).then(
      (event) => this.content(event, view),
      (error) => [this.head('Not shown'), h('p', { class: 'failed' }, error.message), this.reload(view)],
    );
    if (asked !== this.asked || this.identity !== identity) return;
    this.element.replaceChildren(...content);
    if (hadFocus) this.focus();
  }

  /** @param {string} title */
  head(title) {
    return h(
      'header',
      {},
      h('h3', { id: 'detail-title', tabindex: -1 }, title),
      h('button', { type: 'button', class: 'close', onclick: this.close, 'aria-label': 'Close' }, '✕'),
    );
  }

  /**
   * @param {ShownEvent} event
   * @param {StateView | undefined} view
   * @param {boolean} [isAsking] its workflow has not answered yet
   */
  content(event, view, isAsking = false) {
    const { source, key, eventType = 'Event', parked, state } = event;
    const id = eventWorkflowId(event);
    const failure = (state ?? parked)?.failure;
    const link = view && workflowLink(view.temporal, id);
    return [
      this.head(eventType),
      h('p', { class: 'stand' }, ...standOf(event)),
      ...this.actions({ source, key, eventType }, event, view),
      ...(failure
        ? [h('h4', {}, 'Last failure'), h('p', { class: 'reason' }, h('b', {}, failure.type), `: ${failure.message}`)]
        : []),
      h(
        'dl',
        { class: 'known' },
        ...factsOf(event, id).flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
      ),
      ...(link
        ? [h('p', {}, h('a', { href: link, target: '_blank', rel: 'noreferrer' }, 'Its workflow in Temporal ↗'))]
        : []),
      h('h4', { id: 'payload-title' }, 'The event as it is now'),
      isAsking ? h('p', { class: 'muted' }, 'Asking its workflow …') : payloadOf(event),
      this.reload(view),
    ];
  }

  /** @param {StateView | undefined} view */
  reload(view) {
    return h('button', { type: 'button', class: 'small', onclick: () => void this.load(view) }, 'Ask again');
  }

  /**
   * @param {Identity & { eventType: string }} subject
   * @param {ShownEvent} event
   * @param {StateView | undefined} view
   */
  actions(subject, event, view) {
    const obstacle = obstacleOf(event, view);
    const attributes = {
      type: 'button',
      disabled: obstacle !== undefined,
      ...(obstacle && { 'aria-describedby': 'obstacle' }),
    };
    return [
      h(
        'div',
        { class: 'buttons' },
        h('button', { ...attributes, class: 'primary', onclick: () => this.decide('retry', subject) }, 'Retry …'),
        h('button', { ...attributes, class: 'danger', onclick: () => this.decide('discard', subject) }, 'Discard …'),
      ),
      ...(obstacle ? [h('p', { id: 'obstacle', class: 'muted' }, obstacle)] : []),
    ];
  }
}

/** @param {ShownEvent} event */
function payloadOf({ unanswered, event }) {
  if (unanswered !== undefined) {
    return h('p', { class: 'failed' }, `No worker answered, so the event itself cannot be shown: ${unanswered}`);
  }
  const json = JSON.stringify(event, null, 2) ?? 'null';
  return h('pre', { class: 'payload', tabindex: 0, 'aria-labelledby': 'payload-title' }, json);
}

/**
 * What the list knows, until more is known.
 * @param {EventRow} row
 * @returns {ShownEvent}
 */
function rowAsEvent({ source, key, eventType, state, since, tries = 0, failure, overdue = false }) {
  const parked = { source, key, eventType, since, tries, ...(failure && { failure }), overdue };
  return { source, key, eventType, status: 'RUNNING', ...(state === 'parked' && { parked }) };
}

/**
 * Why nothing can be decided about it.
 * @param {ShownEvent} event
 * @param {StateView | undefined} view
 */
function obstacleOf({ parked, status }, view) {
  if (view?.allowChanges === false)
    return 'This console is read-only. Start it with --allow-changes to retry and discard events.';
  if (parked) return undefined;
  return status === 'RUNNING'
    ? 'It is being handled: there is something to decide only once it is parked.'
    : 'It has ended: nothing can be done to it any more.';
}

/**
 * How it stands, in a line.
 * @param {ShownEvent} event
 * @returns {(Node | string)[]}
 */
function standOf({ status, parked, state, result }) {
  const phase =
    result?.state ?? state?.state ?? (parked ? 'parked' : status === 'RUNNING' ? 'handling' : status.toLowerCase());
  const since = (state ?? parked)?.since;
  const tries = result?.tries ?? (state ?? parked)?.tries;
  return [
    h('span', { class: 'badge', 'data-state': phase }, phase),
    since === undefined ? '' : ` since ${moment(since)}`,
    tries === undefined ? '' : `, ${tries} failed ${tries === 1 ? 'try' : 'tries'}`,
    (state ?? parked)?.overdue ? ', overdue' : '',
  ];
}

/**
 * @param {ShownEvent} event
 * @param {string} id
 * @returns {[name: string, value: string][]}
 */
function factsOf({ source, key, parked, state, result }, id) {
  const failure = (state ?? parked)?.failure;
  /** @type {[string, string | undefined][]} */
  const facts = [
    ['Source', source],
    ['Event key', key],
    ['Workflow', id],
    ['Failed', failure && moment(failure.at)],
    ['First parked', state?.firstParkedAt === undefined ? undefined : moment(state.firstParkedAt)],
    ['Owned', state && moment(state.ownedAt)],
    [
      'Waits for',
      state?.waitingFor && `activity ${state.waitingFor.activity} on task queue ${state.waitingFor.taskQueue}`,
    ],
    ['Refused', state?.refused && `${state.refused.signal}: ${state.refused.problem} (${moment(state.refused.at)})`],
    ['Discarded', result?.reason],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
