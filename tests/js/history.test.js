import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Marking, UNMARKED } from '../../static/js/canvas/marking.js';
import { byDay, dayOf } from '../../static/js/history/days.js';
import { ghostsOf, marksOf, rowsOf, summary } from '../../static/js/history/differences.js';
import { Timeline } from '../../static/js/history/timeline.js';
import { Unread } from '../../static/js/live/api.js';
import { Server, added, connected, design } from './world.js';

const app = { name: 'app1' };
const at = (x) => ({ x, y: 0 });
const DELTA = [
  { kind: 'sandbox', name: 'app1', before: app, after: null, sentence: 'removed sandbox app1' },
  { kind: 'network', name: 'lan1', before: { name: 'lan1' }, after: { name: 'lan1', driver: 'null' }, sentence: 'changed' },
  { kind: 'sandbox', name: 'app2', before: null, after: { name: 'app2' }, sentence: 'added sandbox app2' },
  { kind: 'layout', name: 'app1', before: at(5), after: null, sentence: 'moved app1' },
  { kind: 'layout', name: 'app3', before: at(1), after: at(2), sentence: 'moved app3' },
];

test('marks say by key what was added, changed and removed', () => {
  assert.deepEqual([...marksOf(DELTA)], [
    ['sandbox:app1', 'removed'],
    ['network:lan1', 'changed'],
    ['sandbox:app2', 'added'],
  ]);
});

test('a ghost stands where the object stood', () => {
  const ghosts = ghostsOf(DELTA);
  assert.deepEqual(ghosts.sandboxes, [app]);
  assert.deepEqual(ghosts.layout, { app1: [5, 0] });
});

test('the list tells a move only of what was there before and after', () => {
  const rows = rowsOf(DELTA, design({ sandboxes: ['app2', 'app3'], networks: ['lan1'] }));
  assert.deepEqual(rows.map(({ key, mark }) => `${key} ${mark}`), [
    'sandbox:app1 removed',
    'network:lan1 changed',
    'sandbox:app2 added',
    'sandbox:app3 moved',
  ]);
  assert.equal(summary(rows), '1 added, 1 changed, 1 removed, 1 moved');
  assert.equal(summary([]), 'no difference');
});

test('ghosts are drawn beside the design, which keeps its own positions', () => {
  const now = design({ sandboxes: ['app2'], layout: { app2: [1, 1] } });
  const whole = new Marking(marksOf(DELTA), ghostsOf(DELTA)).over(now);
  assert.deepEqual(whole.sandboxes.map(({ name }) => name), ['app2', 'app1']);
  assert.deepEqual(whole.layout, { app1: [5, 0], app2: [1, 1] });
  assert.equal(UNMARKED.over(now), now);
});

test('an end that a cable had before does not make a box of the line that it is now', () => {
  const line = (...endpoints) =>
    design({ networks: [{ name: 'c', driver: 'cable' }], sandboxes: ['a', 'b', 'd'], endpoints });
  const ghosts = design({ endpoints: ['d.eth0>c'] });
  assert.equal(new Marking(new Map(), ghosts).over(line('a.eth0>c', 'b.eth0>c')).endpoints.length, 2);
  assert.equal(new Marking(new Map(), ghosts).over(line('a.eth0>c')).endpoints.length, 2);
});

test('entries are grouped by day, and days close by are named', () => {
  const now = new Date(2026, 4, 10, 0, 30);
  assert.equal(dayOf(new Date(2026, 4, 10, 0, 1), now), 'Today');
  assert.equal(dayOf(new Date(2026, 4, 9, 23, 59), now), 'Yesterday');
  assert.match(dayOf(new Date(2026, 4, 8, 12), now), /2026/);
  const entries = [now, new Date(2026, 4, 10), new Date(2026, 4, 9)].map((each) => ({ at: each.toISOString() }));
  assert.deepEqual(byDay(entries, now).map(({ day, entries: on }) => [day, on.length]), [['Today', 2], ['Yesterday', 1]]);
});

const entry = (number, kind = 'edit') => ({ number, revision: number, kind, author: 'me', at: '', sentence: '' });

/** A timeline over pages that are answered when the test says so. */
function reading(...pages) {
  const asked = [];
  const server = new Server();
  const timeline = new Timeline(connected(server), async (_name, _path, parameters) => {
    asked.push(parameters);
    const page = pages.shift();
    if (page instanceof Error) throw page;
    return { more: false, checkpoints: [], ...page };
  });
  return { timeline, server, asked };
}

test('a page goes on before the last entry of the one before', async () => {
  const { timeline, asked } = reading({ changes: [entry(9), entry(8)], more: true }, { changes: [entry(7)] });
  await timeline.reload();
  await timeline.more();
  await timeline.more();
  assert.deepEqual(asked, [{ kind: 'edit' }, { kind: 'edit', before: 8 }]);
  assert.deepEqual(timeline.entries.map(({ number }) => number), [9, 8, 7]);
});

test('what is heard while a page is on its way is there once', async () => {
  const { timeline, server } = reading({ changes: [entry(11), entry(10)] });
  timeline.open();
  server.change([added('sandbox', { name: 'app1' })]);
  await new Promise(setImmediate);
  assert.deepEqual(timeline.entries.map(({ number, revision }) => [number, revision]), [[11, 2], [10, 10]]);
});

test('a page that cannot be read says why and is asked for again', async () => {
  const { timeline } = reading(new Unread('the server cannot be reached'), { changes: [entry(9)] });
  await timeline.reload();
  assert.equal(timeline.error, 'the server cannot be reached');
  await timeline.more();
  assert.deepEqual([timeline.error, timeline.entries.length], ['', 1]);
});

test('an answer to what was asked before the filter changed comes too late', async () => {
  const { timeline, asked } = reading({ changes: [entry(9)] }, { changes: [entry(9), entry(8, 'report')] });
  const first = timeline.reload();
  timeline.show('all');
  await first;
  await new Promise(setImmediate);
  assert.deepEqual(asked, [{ kind: 'edit' }, {}]);
  assert.deepEqual(timeline.entries.map(({ number }) => number), [9, 8]);
});

test('names are given and forgotten as they are heard', async () => {
  const { timeline, server } = reading({ changes: [] });
  timeline.open();
  await new Promise(setImmediate);
  const tell = (number, forgotten) =>
    server.say({ type: 'control', number, author: 'me', at: '', sentence: '', deployed: false, drift: 'show', checkpoint: { name: 'good', forgotten } });
  tell(11, false);
  assert.deepEqual(timeline.checkpointsOf(1).map(({ name }) => name), ['good']);
  tell(12, true);
  assert.deepEqual(timeline.checkpoints, []);
});

test('a design that is looked at hides states and problems of now, and edits go on underneath', () => {
  const server = new Server(design({ sandboxes: ['app1'] }));
  const model = connected(server);
  model.problems = [{ kind: 'sandbox', name: 'app1', field: '', reason: 'r', remedy: '' }];
  model.report([{ kind: 'sandbox', name: 'app1', state: 'in_sync', reason: '' }]);
  model.look({ design: design({ sandboxes: ['app0', 'app1'] }), why: 'past' });
  assert.equal(model.stateOf('sandbox', 'app1').state, 'designed');
  assert.deepEqual(model.problemsOf('sandbox', 'app1'), []);
  server.change([added('sandbox', { name: 'app2' })]);
  assert.deepEqual(model.design.sandboxes.map(({ name }) => name), ['app0', 'app1']);
  model.look(null);
  assert.deepEqual(model.design.sandboxes.map(({ name }) => name), ['app1', 'app2']);
  assert.equal(model.stateOf('sandbox', 'app1').state, 'in_sync');
});
