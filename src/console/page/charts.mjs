/**
 * The charts of one source: events and verdicts a second, and what was left of the window.
 *
 * @typedef {import('../views').PointView} PointView
 * @typedef {import('../views').StateView['window']} WindowView
 * @typedef {{ label: string, colour: string, of: (point: PointView) => number | null }} Line
 * @typedef {{ name: string, title: string, lines: Line[], stacked?: true, empty: string, show: (value: number | null) => string, top: (most: number) => number, mark?: (chart: uPlot) => void }} Kind
 */
import uPlot from '/vendor/uplot.mjs';
import { h, setText } from './dom.mjs';
import { duration, now, rate, seconds } from './text.mjs';

const HEIGHT = 132;
const SHORTEST_MS = 2 * 60_000;
const LONGEST_MS = 15 * 60_000;
const BEGINS = 'The line begins with the second report of the pump, in about ten seconds.';

/**
 * @param {WindowView} window
 * @returns {Kind[]}
 */
const kindsOf = (window) => [
  {
    name: 'events',
    title: 'Events a second',
    lines: [{ label: 'pulled', colour: '--accent', of: (point) => point[1] }],
    empty: BEGINS,
    show: rate,
    top: (most) => Math.max(1, most * 1.15),
  },
  {
    name: 'verdicts',
    title: 'Verdicts a second',
    // Each line is the sum of what is below it, so the first is the whole.
    stacked: true,
    lines: [
      { label: 'left', colour: '--bad', of: (point) => point[4] },
      { label: 'owned', colour: '--warn', of: (point) => point[3] },
      { label: 'done', colour: '--good', of: (point) => point[2] },
    ],
    empty: BEGINS,
    show: rate,
    top: (most) => Math.max(1, most * 1.15),
  },
  {
    name: 'headroom',
    title: 'Window headroom',
    lines: [{ label: 'least of a minute', colour: '--violet', of: (point) => point[5] }],
    empty: 'No confirm was answered in the last minute.',
    show: seconds,
    top: () => window.windowMs * 1.12,
    mark: (chart) => markWindow(chart, window),
  },
];

export class SourceCharts {
  /**
   * @param {string} source
   * @param {WindowView} window
   */
  constructor(source, window) {
    /** @type {PointView[]} */
    this.points = [];
    this.charts = kindsOf(window).map((kind) => new Chart(kind, source));
    this.element = h('div', { class: 'charts' }, ...this.charts.map(({ element }) => element));
  }

  /** @param {readonly PointView[]} points */
  add(points) {
    this.points = [...this.points, ...points].filter(([at]) => now() - at <= LONGEST_MS);
    for (const chart of this.charts) chart.show(this.points);
  }

  /** The time goes on, also without a new point. */
  scroll() {
    for (const chart of this.charts) chart.scroll();
  }

  /** Events a second by the latest report. */
  get latestRate() {
    return this.points.at(-1)?.[1];
  }
}

class Chart {
  /**
   * @param {Kind} kind
   * @param {string} source
   */
  constructor(kind, source) {
    this.kind = kind;
    this.values = kind.lines.map(() => h('b', {}, '–'));
    const legend = kind.lines.map(({ label, colour }, at) =>
      h('li', {}, h('i', { 'data-colour': colour.slice(2) }), `${label} `, /** @type {Node} */ (this.values[at])),
    );
    this.box = h('div', { class: 'plot', role: 'img' });
    this.empty = h('p', { class: 'waiting' }, kind.empty);
    this.element = h(
      'figure',
      { class: 'chart', 'data-chart': kind.name },
      h('figcaption', {}, h('span', { class: 'title' }, kind.title), h('ul', { class: 'legend' }, ...legend.reverse())),
      this.box,
      this.empty,
    );
    /** @type {PointView[]} */
    this.points = [];
    this.plot = new uPlot(this.options(source), [[], ...kind.lines.map(() => [])], this.box);
    new ResizeObserver(() => this.plot.setSize({ width: this.box.clientWidth, height: HEIGHT })).observe(this.box);
  }

  /** @param {PointView[]} points */
  show(points) {
    this.points = points;
    const { lines, stacked } = this.kind;
    const own = lines.map(({ of }) => points.map(of));
    const drawn = stacked ? own.map((_line, at) => sumOf(own.slice(at))) : own;
    this.plot.setData([points.map(([at]) => at / 1_000), ...drawn], false);
    this.empty.hidden = own.some((line) => line.some((value) => value !== null));
    this.scroll();
    this.tell(points.length - 1);
    this.describe();
  }

  scroll() {
    const max = now();
    const first = this.points[0]?.[0] ?? max;
    const min = Math.min(max - SHORTEST_MS, Math.max(first, max - LONGEST_MS));
    this.plot.setScale('x', { min: min / 1_000, max: max / 1_000 });
  }

  /** The values beside the names of the lines.
   * @param {number | null | undefined} at index of a point
   */
  tell(at) {
    const point = this.points[at ?? this.points.length - 1];
    this.kind.lines.forEach(({ of }, line) => {
      const value = this.values[line];
      if (value) setText(value, this.kind.show(point ? of(point) : null));
    });
  }

  /** For those who do not see it. */
  describe() {
    const { title, lines, show } = this.kind;
    const [from] = this.points[0] ?? [now()];
    const parts = lines.map(({ label, of }) => {
      const values = this.points.map(of).filter((value) => value !== null);
      if (values.length === 0) return `${label}: no figures yet`;
      return `${label} ${show(values.at(-1) ?? null)} now, ${show(Math.min(...values))} to ${show(Math.max(...values))} before`;
    });
    this.box.setAttribute('aria-label', `${title}, last ${duration(now() - from)}. ${parts.join('; ')}.`);
  }

  /**
   * @param {string} source
   * @returns {uPlot.Options}
   */
  options(source) {
    const { lines, stacked, top, show, mark } = this.kind;
    const font = '11px system-ui, sans-serif';
    const axis = { stroke: () => css('--muted'), font, ticks: { show: false } };
    const grid = { stroke: () => css('--line'), width: 1 };
    return {
      width: 300,
      height: HEIGHT,
      padding: [6, 24, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: source }, points: { size: 6 } },
      scales: { x: { time: true }, y: { range: (_chart, _min, max) => [0, top(max ?? 0)] } },
      axes: [
        { ...axis, grid: { show: false }, size: 26, space: 64, values: (_chart, times) => times.map(clock) },
        { ...axis, grid, size: 42, space: 22, values: (_chart, values) => values.map((value) => yLabel(value, show)) },
      ],
      series: [
        {},
        // Of stacked ones only the lowest goes down to zero; bands fill what is between the others.
        ...lines.map(({ colour }, at) => ({
          stroke: () => css(colour),
          width: 1.5,
          points: { show: false },
          ...((!stacked || at === lines.length - 1) && { fill: () => css(`${colour}-fill`) }),
        })),
      ],
      ...(stacked && {
        bands: lines.slice(1).map((_line, at) => ({
          series: /** @type {[number, number]} */ ([at + 1, at + 2]),
          fill: () => css(`${lines[at]?.colour}-fill`),
        })),
      }),
      hooks: {
        setCursor: [(chart) => this.tell(chart.cursor.idx)],
        ...(mark && { drawAxes: [mark] }),
      },
    };
  }
}

/** @param {string} name */
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * Of the lines at every point; none where one has none.
 * @param {(number | null)[][]} lines
 * @returns {(number | null)[]}
 */
function sumOf(lines) {
  const [first = [], ...others] = lines;
  return first.map((value, at) =>
    others.reduce((sum, line) => (sum === null ? null : sum + (line[at] ?? 0)), /** @type {number | null} */ (value)),
  );
}

/** @param {number} time */
function clock(time) {
  const date = new Date(time * 1_000);
  const parts = [date.getHours(), date.getMinutes(), ...(date.getSeconds() > 0 ? [date.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/**
 * @param {number} value
 * @param {(value: number) => string} show
 */
const yLabel = (value, show) => (show === seconds ? `${Math.round(value / 1_000)} s` : String(value));

/**
 * The whole window, and the deadline: with less left than that no confirm begins any more.
 * @param {uPlot} chart
 * @param {WindowView} window
 */
function markWindow({ ctx, bbox, valToPos }, { windowMs, marginMs }) {
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${10 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.lineWidth = ratio;
  ctx.setLineDash([4 * ratio, 3 * ratio]);
  for (const [value, label, colour] of /** @type {const} */ ([
    [windowMs, `window: ${windowMs / 1_000} s`, '--muted'],
    [marginMs, `deadline: ${marginMs / 1_000} s left`, '--bad'],
  ])) {
    const y = valToPos(value, 'y', true);
    ctx.strokeStyle = ctx.fillStyle = css(colour);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(label, bbox.left + 6 * ratio, y + (value === windowMs ? 12 : -4) * ratio);
  }
  ctx.restore();
}
