import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barChart } from '../../static/js/panels/tools/bars.js';
import { summary } from '../../static/js/panels/tools/everybody.js';
import { resultOf } from '../../static/js/panels/tools/results.js';
import './elements.js';
import { design } from './world.js';

const LAB = /** @type {any} */ (
  design({
    networks: ['lan1'],
    sandboxes: ['app1', 'web'],
    endpoints: [{ sandbox: 'web', network: 'lan1', addresses: ['10.0.0.3/24', 'fd00::3/64'] }],
  })
);

/** What is found once these messages have come. @param {string} tool @param {string} target @param {...object} said */
const found = (tool, target, ...said) =>
  resultOf({ tool, sandbox: 'app1', target }, /** @type {any} */ (said), LAB);
/** @param {string} kind @param {string} value */
const record = (kind, value) => ({ type: 'record', kind, value });

test('an address that DNS answers stands at the sandbox that has it', () => {
  const { keys, tags, sentence } = found('dns', 'www.lab', record('A', '10.0.0.3'));
  assert.deepEqual([...tags], [['sandbox:web', { text: 'A 10.0.0.3', tone: 'good' }]]);
  assert.deepEqual(keys, ['sandbox:app1', 'sandbox:web']);
  assert.equal(sentence, 'www.lab is A 10.0.0.3');
});

test('several addresses of one sandbox are one tag, of which the first is read', () => {
  const { tags } = found('dns', 'www.lab', record('A', '10.0.0.3'), record('AAAA', 'fd00::3'));
  assert.deepEqual([...tags], [['sandbox:web', { text: 'A 10.0.0.3 and 1 more', tone: 'good' }]]);
});

test('on the way to an address that a sandbox has, other names are not tagged', () => {
  const { tags } = found('dns', 'www.lab', record('CNAME', 'web.lab.'), record('A', '10.0.0.3'));
  assert.deepEqual([...tags.keys()], ['sandbox:web']);
});

test('what DNS answers of an address that no sandbox has stands at the one that asked', () => {
  const { keys, tags } = found('dns', 'example.org', record('A', '192.0.2.7'));
  assert.deepEqual([...tags], [['sandbox:app1', { text: 'A 192.0.2.7', tone: 'good' }]]);
  assert.deepEqual(keys, ['sandbox:app1']);
});

test('a name under which nothing is found is marked at the one that asked, once the answer is there', () => {
  assert.equal(found('dns', 'nobody.lab').tags.size, 0);
  const { tags } = found('dns', 'nobody.lab', { type: 'ended', status: 0 });
  assert.deepEqual([...tags], [['sandbox:app1', { text: '✕ nothing found', tone: 'bad' }]]);
});

/** What iperf3 tells of a second. @param {number} second @param {number} mbits */
const rate = (second, mbits, counted = '') => ({ type: 'rate', second, mbits, counted });
const SECONDS = [rate(1, 400), rate(2, 800), rate(3, 0)];

/** The chart of what has come. @param {...object} said */
const chart = (...said) => {
  const { bars, unit } = found('iperf3', 'web', ...said);
  return /** @type {any} */ (barChart(bars, unit));
};
/** @param {any} drawn */
const heights = (drawn) => drawn.all('rect').map((/** @type {any} */ { attributes }) => Number(attributes.height));

test('with each second that iperf3 tells there is a bar more', () => {
  const charts = SECONDS.map((_, at) => chart(...SECONDS.slice(0, at + 1)));
  assert.deepEqual(charts.map((each) => each.all('rect').length), [1, 2, 3]);
  assert.equal(charts[2].all('rect')[1].textContent, 'second 2: 800 Mbit/s');
});

test('bars are as high as what they measured, beside the highest one', () => {
  assert.deepEqual(heights(chart(...SECONDS.slice(0, 1))), [72]);
  assert.deepEqual(heights(chart(...SECONDS)), [36, 72, 2]);
  assert.equal(chart(...SECONDS).all('figcaption')[0].textContent, 'up to 800 Mbit/s');
});

test('the sums at the end are no seconds: they are said, and stand at the one that received', () => {
  const sums = [rate(10, 410, 'sender'), rate(10, 405.5, 'receiver')];
  const { bars, sentence, tags } = found('iperf3', 'web', ...SECONDS, ...sums);
  assert.equal(bars.length, SECONDS.length);
  assert.equal(sentence, 'app1 sends web 405.5 Mbit/s over 10 s');
  assert.deepEqual([...tags], [['sandbox:web', { text: '405.5 Mbit/s', tone: 'good' }]]);
});

/** A cell of everybody's pings: an answer that was predicted, unless told otherwise. @param {object} [fields] */
const cell = (fields) => ({
  ...{ sandbox: 'web', address: '10.0.0.3', sent: 3, received: 3, ms: 0.05 },
  ...{ predicted: true, why: '', loss: 0, differs: false, ...fields },
});
const SILENT = { received: 0, ms: null };

test('pings that the design may lose are no difference, and its loss is named', () => {
  const { differs, share, title } = summary([cell({ ...SILENT, loss: 0.75 })]);
  assert.deepEqual([differs, share], [false, 'none']);
  assert.equal(title, '10.0.0.3: no answer; the design loses 75 % there and back');
});

test('no answer where the design predicts one is a difference, also beside a small loss', () => {
  const [sound, lossy] = [0, 0.001999].map((loss) => summary([cell({ ...SILENT, loss, differs: true })]));
  assert.deepEqual([sound.differs, lossy.differs], [true, true]);
  assert.equal(sound.title, '10.0.0.3: no answer, but the design predicts an answer');
  assert.equal(lossy.title, `${sound.title} (the design loses 0.2 % there and back)`);
});

test('what depends on what is learned is told with that, whatever is measured', () => {
  const learned = cell({ ...SILENT, predicted: null, why: 'it depends on what r1 learns' });
  assert.equal(summary([learned]).title, '10.0.0.3: no answer (it depends on what r1 learns)');
});

test('what is as predicted says why, if there is a reason', () => {
  const none = { ...SILENT, predicted: false, why: 'a has no route' };
  assert.equal(summary([cell()]).title, '10.0.0.3: 3 of 3 answers, 0.050 ms, as predicted');
  assert.equal(summary([cell(none)]).title, '10.0.0.3: no answer, as predicted (a has no route)');
});
