import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../static/js/design/objects.js';
import { History } from '../../static/js/traffic/history.js';
import { STILL, partsOf, read, sum, talkers, turned, waysOf } from '../../static/js/traffic/rates.js';
import { WIDTHS, bitsText, countText, levelOf } from '../../static/js/traffic/scale.js';
import { LONG, marks, trackOf } from '../../static/js/traffic/flow.js';
import { area } from '../../static/js/traffic/sparkline.js';
import { asideProjected, lanesOf } from '../../static/js/traffic/lanes.js';

const DESIGN = /** @type {any} */ ({
  networks: [{ name: 'lan1' }, { name: 'lan2' }],
  sandboxes: [{ name: 'app1' }, { name: 'router' }],
  endpoints: [
    { sandbox: 'app1', network: 'lan1', interface: 'eth0' },
    { sandbox: 'router', network: 'lan1', interface: 'eth0' },
    { sandbox: 'router', network: 'lan2', interface: 'eth1' },
  ],
  patches: [{ name: 'p1', networks: ['lan2', 'lan1'] }],
  ...{ areas: [], notes: [], marks: [], scenarios: [] },
});
const APP1 = keyOf('endpoint', 'app1.eth0');
const P1 = keyOf('patch', 'p1');
/** @param {number} bitsIn @param {number} bitsOut */
const flow = (bitsIn, bitsOut) => ({ ...STILL, bitsIn, bitsOut });

test('a level is a power of ten, and nothing has none', () => {
  assert.deepEqual([0, 1, 9_999, 10_000, 2e6, 5e9].map(levelOf), [-1, 0, 0, 1, 3, 5]);
});

test('a rate reads as three digits and a unit', () => {
  assert.deepEqual([0, 999, 1234, 12_345_678, 999_950, 1.5e9].map(bitsText), [
    '0 bit/s',
    '999 bit/s',
    '1.23 kbit/s',
    '12.3 Mbit/s',
    '1.00 Mbit/s',
    '1.50 Gbit/s',
  ]);
  assert.deepEqual([3, 12_345].map(countText), ['3', '12.3 k']);
});

test('what the console tells has names', () => {
  const [key, rates] = read(['endpoint', 'app1.eth0', 8000, 800, 10, 1, 2, 0]);
  assert.equal(key, APP1);
  assert.deepEqual(rates, { bitsIn: 8000, bitsOut: 800, packetsIn: 10, packetsOut: 1, dropsIn: 2, dropsOut: 0 });
});

test('a sandbox is the sum of its endpoints', () => {
  assert.deepEqual(
    partsOf(DESIGN, 'sandbox', 'router').map(([key]) => key),
    [keyOf('endpoint', 'router.eth0'), keyOf('endpoint', 'router.eth1')],
  );
  assert.deepEqual(sum([flow(1, 2), flow(10, 20)]), flow(11, 22));
});

test('into a network goes what its endpoints send and what its patches bring', () => {
  const parts = new Map(partsOf(DESIGN, 'network', 'lan1'));
  assert.equal(parts.get(APP1), true);
  assert.equal(parts.get(P1), true, 'into p1 goes what leaves lan1, the first by name');
  assert.equal(new Map(partsOf(DESIGN, 'network', 'lan2')).get(P1), false);
  assert.deepEqual(turned(flow(1, 2)), flow(2, 1));
});

test('the directions of a patch are named by its networks, as they are counted', () => {
  assert.deepEqual(waysOf(DESIGN, 'patch', 'p1'), ['lan1 → lan2', 'lan2 → lan1']);
  assert.deepEqual(waysOf(DESIGN, 'sandbox', 'app1'), ['In', 'Out']);
});

test('the busiest come first, and who rests does not come', () => {
  const rates = new Map([['a', flow(1, 1)], ['b', flow(5, 5)], ['c', flow(0, 0)], ['d', flow(2, 8)]]);
  assert.deepEqual(talkers(rates, 2).map(([key]) => key), ['b', 'd']);
});

/** @param {number} bits @param {[number, number]} networks */
const busy = (bits) => new Map([[APP1, flow(bits, 2 * bits)]]);

test('a history has a value for each second', () => {
  const history = new History(4);
  [10, 20, 30].forEach((bits, second) => history.add(1000 + second, busy(bits)));
  const { times, into, out } = history.of([[APP1, false]], 3);
  assert.deepEqual(times, [1000, 1001, 1002]);
  assert.deepEqual(into, [10, 20, 30]);
  assert.deepEqual(out, [20, 40, 60]);
});

test('a history that is full has the last seconds', () => {
  const history = new History(2);
  [10, 20, 30].forEach((bits, second) => history.add(1000 + second, busy(bits)));
  assert.deepEqual(history.of([[APP1, false]]).into, [20, 30]);
});

test('a second that comes a little late or early is still the next one', () => {
  const history = new History(4);
  [1000.4, 1001.6, 1002.4, 1003.5].forEach((at, nth) => history.add(at, busy(nth + 1)));
  assert.deepEqual(history.of([[APP1, false]]).into, [1, 2, 3, 4]);
});

test('what was not heard is not known', () => {
  const history = new History(6);
  history.add(1000, busy(10));
  history.add(1004, busy(20));
  assert.deepEqual(history.of([[APP1, false]], 5).into, [10, NaN, NaN, NaN, 20]);
});

test('a history that is sent is put before what comes', () => {
  const history = new History(4);
  history.load(1002, 3, [APP1], new Float32Array([1, 10, 2, 20, 3, 30]));
  history.add(1003, busy(4));
  const { into, out } = history.of([[APP1, false]]);
  assert.deepEqual(into, [1, 2, 3, 4]);
  assert.deepEqual(out, [10, 20, 30, 8]);
});

test('several together are their sum, turned where they count so', () => {
  const history = new History(1);
  history.add(1000, new Map([[APP1, flow(1, 2)], [P1, flow(10, 20)]]));
  const { into, out } = history.of([[APP1, true], [P1, false]]);
  assert.deepEqual([into, out], [[12], [21]]);
});

const LINE = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 20, y: 0 }, { x: 30, y: 0 }];

test('a link has a lane for each direction that something goes, on its right', () => {
  const link = /** @type {any} */ ({ key: APP1, kind: 'endpoint', name: 'app1.eth0', curve: LINE, plugs: [] });
  const [out] = lanesOf(link, DESIGN, () => flow(0, 5e6));
  assert.equal(out.level, 3);
  assert.equal(out.points[0].x, 0, 'what a sandbox sends leaves from it');
  assert.ok(out.points[0].y > 0, 'on the right of the way there');
  const [into] = lanesOf(link, DESIGN, () => flow(5e6, 0));
  assert.equal(into.points[0].x, 30);
  assert.ok(into.points[0].y < 0);
});

test('on a projector a lane lies beside its cable too, which is wider there', () => {
  const link = /** @type {any} */ ({ key: APP1, kind: 'endpoint', name: 'app1.eth0', curve: LINE, plugs: [] });
  const patch = /** @type {any} */ ({ key: P1, kind: 'patch', name: 'p1', curve: LINE, plugs: [] });
  const gap = (/** @type {any} */ which, /** @type {number} */ k) => {
    const [{ points }] = lanesOf(which, DESIGN, () => flow(0, 5e6), k, asideProjected(k));
    return (Math.abs(points[0].y) - WIDTHS[3] / 2 / k) * k;
  };
  assert.deepEqual([2, 1, 0.25].map((k) => gap(link, k)), [4, 2, 1.25], 'half of the cable, in pixels');
  assert.deepEqual([2, 1, 0.25].map((k) => gap(patch, k)), [8, 4, 2]);
});

test('into a patch is from the network that comes first by name', () => {
  const link = /** @type {any} */ ({ key: P1, kind: 'patch', name: 'p1', curve: LINE, plugs: [] });
  const [lane] = lanesOf(link, DESIGN, () => flow(5e6, 0));
  assert.equal(lane.points[0].x, 30, 'p1 is drawn from lan2 to lan1');
});

test('a cable has what goes out of the one end and into the other', () => {
  const plugs = [{ endpoint: DESIGN.endpoints[0] }, { endpoint: DESIGN.endpoints[1] }];
  const link = /** @type {any} */ ({ key: 'network wire', kind: 'network', name: 'wire', curve: LINE, plugs });
  const lanes = lanesOf(link, DESIGN, (key) => (key === APP1 ? flow(1e6, 20e3) : STILL));
  assert.deepEqual(lanes.map(({ level, points }) => [level, points[0].x]), [[1, 0], [3, 30]]);
});

test('marks are equally far apart, and move along their lane', () => {
  const track = trackOf({ key: '', level: 0, points: [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 100, y: 0 }] });
  /** @param {number} gone */
  const at = (gone) => {
    /** @type {number[][]} */
    const found = [];
    marks(track, gone, 1, (x, y, toX, toY) => found.push([x, y, toX, toY].map(Math.round)));
    return found;
  };
  assert.equal(track.length, 100);
  assert.deepEqual(at(LONG).slice(0, 2), [[0, 0, 8, 0], [22, 0, 30, 0]]);
  assert.deepEqual(at(LONG + 5)[0], [5, 0, 13, 0]);
  assert.deepEqual(at(LONG + 22), at(LONG));
});

test('what was before anything was heard is not known', () => {
  const history = new History(4);
  history.add(1000, busy(10));
  assert.deepEqual(history.of([[APP1, false]]).into, [NaN, NaN, NaN, 10]);
});

test('in a sparkline what comes in is above the middle and what goes out below it, the most at the edge', () => {
  const course = [0, 50, 100];
  assert.equal(area(course, 100, -1), 'M0.0 20L0.0 20.0L120.0 10.5L240.0 1.0L240.0 20Z');
  assert.equal(area(course, 100, 1), 'M0.0 20L0.0 20.0L120.0 29.5L240.0 39.0L240.0 20Z');
});

test('in a sparkline what is not known is a gap', () => {
  assert.equal(area([NaN, 10, NaN, NaN, 5], 10, -1), 'M60.0 20L60.0 1.0L60.0 20ZM240.0 20L240.0 10.5L240.0 20Z');
});
