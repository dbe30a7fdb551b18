import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Marking, PLANNED, waitingMarks } from '../../static/js/canvas/marking.js';
import { EMPTY } from '../../static/js/design/objects.js';
import { summaryOf } from '../../static/js/panels/plan_list.js';
import { marksOf } from '../../static/js/panels/plan_marks.js';
import { Server, added, connected, design } from './world.js';

/** A plan from shorthand: objects as 'create sandbox app1'. */
const plan = (...objects) => ({
  revision: 1,
  actions: objects.length,
  problems: [],
  unseen: '',
  script: '',
  deployed: null,
  objects: objects.map((each) => {
    const [effect, kind, name] = each.split(' ');
    return { effect, kind, name, sentences: [], more: 0 };
  }),
});

/** What is told of objects whose edits wait. */
const waiting = (...objects) => ({
  count: objects.length,
  objects: objects.map((each) => {
    const [effect, kind, name] = each.split(' ');
    return { effect, kind, name };
  }),
});

/** What a mark of these says, and what of that is written at its sign. */
const said = (marking, key) => [marking.wordOf(marking.of(key)), marking.writtenOf(marking.of(key))];

test('a plan is summed up in the order create, change, remove', () => {
  const found = plan('remove sandbox a', 'create sandbox b', 'create sandbox c', 'change network n');
  assert.equal(summaryOf(found), 'Creates 2, changes 1, removes 1');
});

test('a sum begins with a capital whatever it begins with', () => {
  assert.equal(summaryOf(plan('remove sandbox a')), 'Removes 1');
});

test('what all objects share is not counted among them', () => {
  assert.equal(summaryOf(plan('create topology lab', 'create sandbox a')), 'Creates 1');
});

test('a plan without actions says that there is nothing to do', () => {
  assert.equal(summaryOf(plan()), 'Nothing to do: all is as it is drawn');
});

test('a design with problems has no plan', () => {
  const problems = [{ kind: 'sandbox', name: 'a', field: '', reason: '', remedy: '' }];
  assert.match(summaryOf({ ...plan(), problems }), /1 problem to mend first/);
});

test('edits that wait are told by object until they are deployed', () => {
  const server = new Server();
  const model = connected(server);
  server.say({
    type: 'change',
    number: 11,
    revision: 2,
    delta: [added('sandbox', { name: 'app1' })],
    problems: [],
    waiting: waiting('create sandbox app1'),
  });
  assert.equal(model.waiting.get('sandbox:app1').effect, 'create');
  assert.equal(model.waits, 1);
  server.say({ type: 'control', number: 12, deployed: true, auto_deploy: false, drift: 'repair', waiting: waiting() });
  assert.equal(model.waits, 0);
});

test('an edit that waits has the shape alone at its sign, and a plan its word', () => {
  const marks = waitingMarks(new Map([['sandbox:app1', waiting('create sandbox app1').objects[0]]]));
  assert.deepEqual(said(marks, 'sandbox:app1'), ['not deployed yet', '']);
  assert.deepEqual(said(marks, 'sandbox:app2'), ['', '']);
  const planned = new Marking(marksOf(plan('remove sandbox app1')), EMPTY, PLANNED);
  assert.deepEqual(said(planned, 'sandbox:app1'), ['remove', 'remove']);
});

test('a service is marked at its sandbox, unless that is marked itself', () => {
  const found = plan('create service app1.web', 'create sandbox app2', 'create service app2.web', 'create topology lab');
  assert.deepEqual([...marksOf(found)], [
    ['sandbox:app2', 'added'],
    ['sandbox:app1', 'changed'],
  ]);
});

test('what was removed and is still deployed keeps its state for an undo', () => {
  const server = new Server(design({ sandboxes: ['app1'] }));
  const model = connected(server);
  model.report([{ kind: 'sandbox', name: 'app1', state: 'in_sync', reason: '' }]);
  const gone = { kind: 'sandbox', name: 'app1', before: { name: 'app1' }, after: null };
  const change = { type: 'change', revision: 2, problems: [], delta: [gone] };
  server.say({ ...change, number: 11, waiting: waiting('remove sandbox app1') });
  assert.equal(model.stateOf('sandbox', 'app1').state, 'in_sync');
});

test('a plan is deployed at the revision that was looked at, or not at all', async () => {
  const server = new Server();
  const model = connected(server);
  const answer = model.ask('deploy', null, { revision: 1 });
  assert.equal(server.asked.revision, 1);
  server.say({ type: 'conflict', id: server.asked.id, revision: 2 });
  const { done, problems } = await answer;
  assert.equal(done, false);
  assert.match(problems[0].reason, /edited since/);
});

test('what has been drawn again since the plan stands there once', () => {
  const now = design({ sandboxes: ['app1'], layout: { app1: [5, 5] } });
  const removed = design({ sandboxes: ['app1', 'app2'], layout: { app1: [0, 0], app2: [9, 9] } });
  const all = new Marking(new Map(), removed, PLANNED).over(now);
  assert.deepEqual(all.layout, { app1: [5, 5], app2: [9, 9] });
  assert.deepEqual(
    all.sandboxes.map(({ name }) => name),
    ['app1', 'app2'],
  );
});
