/**
 * The list of owned and parked events, its filter, and which of them is chosen.
 *
 * @typedef {import('../views').EventRow} EventRow
 * @typedef {import('../views').EventsView} EventsView
 */
import { byId, h, setChildren, setText } from './dom.mjs';
import { ago, count } from './text.mjs';

const PAGE = 100;

/** @param {{ source: string, key: string }} event */
export const idOf = ({ source, key }) => `${source}/${key}`;

/** @param {{ source: string, key: string }} event */
const hashOf = ({ source, key }) => `#event?${new URLSearchParams({ source, key })}`;

/** The event that the address names, so that it survives a reload and "back" closes it. */
export function chosenEvent() {
  const [, query] = /^#event\?(.+)$/.exec(location.hash) ?? [];
  const given = new URLSearchParams(query);
  const [source, key] = [given.get('source'), given.get('key')];
  return source && key ? { source, key } : undefined;
}

export class EventList {
  constructor() {
    /** @type {EventsView} */
    this.view = { asOf: 0, total: 0, events: [] };
    /** Why what is listed is not the latest. @type {string | undefined} */
    this.problem = undefined;
    /** How each event stood in the latest list, decided about or not. @type {Map<string, string>} */
    this.listed = new Map();
    /** What was decided here and is not yet seen in a list, which runs some moments behind: by id, when the event was parked. @type {Map<string, number>} */
    this.decided = new Map();
    /** @type {Map<string, { element: HTMLTableRowElement, update: (row: EventRow) => void }>} */
    this.rows = new Map();
    this.limit = PAGE;
    this.form = /** @type {HTMLFormElement} */ (byId('filter'));
    this.form.addEventListener('input', () => this.changed());
    this.form.addEventListener('submit', (event) => event.preventDefault());
    byId('more').addEventListener('click', () => {
      this.limit += PAGE;
      this.render();
    });
  }

  /** @param {EventsView} view */
  show(view) {
    this.listed = new Map(view.events.map((row) => [idOf(row), `${row.state} ${row.since}`]));
    const events = view.events.filter((row) => this.decided.get(idOf(row)) !== row.since);
    this.view = { ...view, events };
    this.problem = undefined;
    this.render();
  }

  /**
   * What was listed last stays.
   * @param {string} problem
   */
  showProblem(problem) {
    this.problem = problem;
    this.render();
  }

  /**
   * Takes an event out of the list that was just decided about.
   * @param {EventRow} row
   */
  drop(row) {
    this.decided.set(idOf(row), row.since);
    this.view = { ...this.view, events: this.view.events.filter((each) => each !== row) };
    this.render();
  }

  /** @param {{ source: string, key: string }} event */
  find(event) {
    return this.view.events.find((row) => idOf(row) === idOf(event));
  }

  /**
   * @param {string} source
   * @param {'handling' | 'parked'} state
   */
  showOnly(source, state) {
    const fields = /** @type {any} */ (this.form.elements);
    fields.state.value = state;
    if (!byId('source-field').hidden) fields.source.value = source;
    fields.text.value = '';
    this.changed();
    byId('events').scrollIntoView();
    byId('events').focus({ preventScroll: true });
  }

  changed() {
    this.limit = PAGE;
    this.render();
  }

  render() {
    const { events, total } = this.view;
    this.offerSources();
    const given = new FormData(this.form);
    const state = String(given.get('state') ?? 'parked');
    const ofSource = this.matching(given);
    for (const which of ['parked', 'handling', 'all']) {
      const found = which === 'all' ? ofSource : ofSource.filter((row) => row.state === which);
      const counter = this.form.querySelector(`[data-count="${which}"]`);
      if (counter) setText(counter, count(found.length));
    }
    const found = ofSource.filter((row) => state === 'all' || row.state === state).sort(byAge);
    const shown = found.slice(0, this.limit);
    this.showRows(shown);
    const isFiltered = Boolean(given.get('text') || given.get('source'));
    setText(
      byId('list-note'),
      this.problem ? `This list is old. ${this.problem}` : noteOf(found.length, events.length, total, isFiltered),
    );
    byId('rows').hidden = shown.length === 0;
    byId('no-rows').hidden = shown.length > 0 || this.view.asOf === 0;
    setText(byId('no-rows'), emptyText(state, isFiltered));
    byId('more').hidden = shown.length === found.length;
    setText(byId('more'), `Show ${Math.min(PAGE, found.length - shown.length)} more of ${count(found.length)}`);
  }

  /**
   * All that the filter lets through, whatever their state.
   * @param {FormData} given
   */
  matching(given) {
    const source = given.get('source');
    const words = String(given.get('text') ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean);
    return this.view.events.filter((row) => {
      if (source && row.source !== source) return false;
      const text =
        `${row.eventType} ${row.source} ${row.key} ${row.failure?.type ?? ''} ${row.failure?.message ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }

  /** @param {readonly EventRow[]} shown */
  showRows(shown) {
    const chosen = chosenEvent();
    const ids = new Set(shown.map(idOf));
    for (const id of this.rows.keys()) if (!ids.has(id)) this.rows.delete(id);
    const body = /** @type {HTMLTableSectionElement} */ (byId('rows').querySelector('tbody'));
    setChildren(
      body,
      shown.map((row) => {
        const known = this.rows.get(idOf(row)) ?? rowElement(row);
        this.rows.set(idOf(row), known);
        known.update(row);
        known.element.toggleAttribute('data-chosen', chosen !== undefined && idOf(chosen) === idOf(row));
        return known.element;
      }),
    );
  }

  /** The choice of a source, where there are several. */
  offerSources() {
    const sources = [...new Set(this.view.events.map(({ source }) => source))].sort();
    const field = byId('source-field');
    const select = /** @type {HTMLSelectElement} */ (field.querySelector('select'));
    const offered = [...select.options].slice(1).map(({ value }) => value);
    // One that is chosen stays, also when its last event is gone.
    const wanted = [...new Set([...sources, ...(select.value ? [select.value] : [])])].sort();
    field.hidden = wanted.length < 2;
    if (wanted.join('\n') === offered.join('\n')) return;
    const { value } = select;
    select.replaceChildren(
      ...[...select.options].slice(0, 1),
      ...wanted.map((source) => h('option', { value: source }, source)),
    );
    select.value = value;
  }
}

/** @param {EventRow} first */
function rowElement(first) {
  const link = h('a', { href: hashOf(first) }, first.eventType);
  const about = h('span', { class: 'key' }, `${first.source} · ${first.key.slice(0, 12)}`);
  const since = h('td', { 'data-label': 'Since' });
  const tries = h('td', { class: 'number', 'data-label': 'Tries' });
  const failure = h('div', { class: 'clipped' });
  const element = h(
    'tr',
    { onclick: (event) => openRow(event, link) },
    h('td', {}, link, about),
    since,
    tries,
    h('td', { class: 'failure' }, failure),
  );
  return {
    element,
    /** @param {EventRow} row */
    update(row) {
      element.dataset.state = row.state;
      setText(link, row.eventType);
      setText(
        since,
        `${row.state === 'parked' ? 'parked' : 'owned'} ${ago(row.since)}${row.overdue ? ', overdue' : ''}`,
      );
      since.toggleAttribute('data-overdue', row.overdue === true);
      setText(tries, row.tries === undefined ? '–' : count(row.tries));
      setText(failure, row.failure ? `${row.failure.type}: ${row.failure.message}` : '–');
    },
  };
}

/**
 * A click anywhere in the row is one on its link, unless text is being selected.
 * @param {Event} event
 * @param {HTMLAnchorElement} link
 */
function openRow({ target }, link) {
  if (target !== link && getSelection()?.isCollapsed !== false) link.click();
}

/**
 * Longest first.
 * @param {EventRow} one
 * @param {EventRow} other
 */
const byAge = (one, other) => one.since - other.since;

/**
 * @param {number} found
 * @param {number} read
 * @param {number} total
 * @param {boolean} isFiltered
 */
function noteOf(found, read, total, isFiltered) {
  const cut =
    total > read ? `Only ${count(read)} of ${count(total)} open events were read; "vod-events parked" finds all. ` : '';
  return `${cut}${isFiltered ? `${count(found)} found.` : ''}`;
}

/**
 * @param {string} state
 * @param {boolean} isFiltered
 */
function emptyText(state, isFiltered) {
  if (isFiltered) return 'No event matches. Take something out of the filter.';
  if (state === 'parked') return 'No event is parked: every handler has come to terms with its events.';
  return state === 'handling' ? 'No event is being handled outside its batch.' : 'No event has a workflow of its own.';
}
