import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasDrifted } from '../../static/js/design/states.js';
import { create, rename, setFields } from '../../static/js/live/edits.js';
import { Server, added, connected, design } from './world.js';

const names = (model) => model.design.sandboxes.map(({ name }) => name);

test('a snapshot is shown as it came', () => {
  const model = connected(new Server(design({ sandboxes: ['app1'] })));
  assert.deepEqual(names(model), ['app1']);
  assert.equal(model.topology.revision, 1);
});

test('a change of somebody else is shown', () => {
  const server = new Server();
  const model = connected(server);
  server.change([added('sandbox', { name: 'app1' })]);
  assert.deepEqual(names(model), ['app1']);
  assert.equal(model.topology.revision, 2);
});

test('that the engine is alive is told to those who ask, and draws nothing anew', () => {
  const server = new Server();
  const model = connected(server);
  const heard = [];
  model.subscribe((message) => heard.push(`told of ${message?.type}`));
  model.subscribeToDesign(() => heard.push('drawn'));
  server.say({ type: 'engine', alive: true, mode: 'simulation', beat: '', features: [] });
  server.change([added('sandbox', { name: 'app1' })]);
  assert.deepEqual(heard, ['told of engine', 'told of change', 'drawn']);
});

test('a change that was heard already is not applied again', () => {
  const server = new Server();
  const model = connected(server);
  server.change([added('sandbox', { name: 'app1' })]);
  server.say({
    type: 'change',
    number: 11,
    revision: 2,
    delta: [added('sandbox', { name: 'app1' })],
    problems: [],
  });
  assert.deepEqual(names(model), ['app1']);
});

test('a gap in the numbers asks for what was missed', () => {
  const server = new Server();
  const model = connected(server);
  server.number += 1;
  server.change([added('sandbox', { name: 'app1' })]);
  assert.deepEqual(names(model), []);
  assert.deepEqual(server.heard.at(-1), { type: 'hello', after: 10 });
});

test('a delta that does not fit asks for a snapshot', () => {
  const server = new Server();
  connected(server);
  server.change([{ kind: 'sandbox', name: 'ghost', before: { name: 'ghost' }, after: null }]);
  assert.deepEqual(server.heard.filter(({ type }) => type === 'hello').at(-1), {
    type: 'hello',
    after: null,
  });
});

test('an edit is shown at once and stays when it is done', async () => {
  const server = new Server();
  const model = connected(server);
  const answer = model.edit(create('sandbox', [0, 0]));
  assert.deepEqual(names(model), ['app1']);
  server.accept();
  assert.equal((await answer).done, true);
  assert.deepEqual(names(model), ['app1']);
});

test('an edit is shown until its change comes, even when its answer comes first', () => {
  const server = new Server();
  const model = connected(server);
  model.edit(create('sandbox', [0, 0]));
  server.say({ type: 'done', id: server.asked.id, revision: 2, number: 11 });
  assert.deepEqual(names(model), ['app1']);
  server.change([added('sandbox', { name: 'app1' })]);
  assert.deepEqual(names(model), ['app1']);
});

test('a refused edit is taken back and says why', async () => {
  const server = new Server(design({ sandboxes: ['app1'] }));
  const model = connected(server);
  const answer = model.edit(rename('sandbox', 'app1', 'web'));
  assert.deepEqual(names(model), ['web']);
  server.say({
    type: 'refused',
    id: server.asked.id,
    problems: [{ kind: 'sandbox', name: 'app1', field: 'name', reason: 'no', remedy: '' }],
  });
  assert.equal((await answer).problems[0].reason, 'no');
  assert.deepEqual(names(model), ['app1']);
});

test('an edit that lost a race is said again of the newer design', async () => {
  const server = new Server();
  const model = connected(server);
  const answer = model.edit(create('sandbox', [0, 0]));
  server.say({ type: 'conflict', id: server.asked.id, revision: 2 });
  server.change([added('sandbox', { name: 'app1' })]);
  assert.equal(server.asked.revision, 2);
  assert.equal(server.asked.operations[0].value.name, 'app2');
  server.accept();
  assert.equal((await answer).done, true);
  assert.deepEqual(names(model), ['app1', 'app2']);
});

test('an edit in conflict waits until the newer design is here', () => {
  const server = new Server();
  const model = connected(server);
  model.edit(create('sandbox', [0, 0]));
  server.say({ type: 'conflict', id: server.asked.id, revision: 3 });
  server.change([added('sandbox', { name: 'x' })]);
  assert.equal(server.heard.filter(({ type }) => type === 'edit').length, 1);
  server.change([added('sandbox', { name: 'y' })]);
  assert.equal(server.heard.filter(({ type }) => type === 'edit').length, 2);
});

test('edits go out one after the other, each on the revision that the one before left', () => {
  const server = new Server();
  const model = connected(server);
  model.edit(create('sandbox', [0, 0]));
  model.edit(create('sandbox', [0, 0]));
  assert.deepEqual(names(model), ['app1', 'app2']);
  assert.equal(server.heard.filter(({ type }) => type === 'edit').length, 1);
  server.accept();
  assert.equal(server.asked.revision, 2);
});

test('an edit made without a connection goes out when there is one again', () => {
  const server = new Server();
  const model = connected(server);
  server.lose();
  model.edit(create('sandbox', [0, 0]));
  assert.equal(model.connection, 'reconnecting');
  assert.deepEqual(names(model), ['app1']);
  server.returns();
  assert.equal(server.asked.operations[0].value.name, 'app1');
});

test('an edit whose answer was lost is not made twice', async () => {
  const server = new Server();
  const model = connected(server);
  const answer = model.edit(create('sandbox', [0, 0]));
  server.lose();
  server.returns();
  assert.equal(server.asked.revision, 1);
  server.change(
    [
      added('sandbox', { name: 'app1' }),
      { kind: 'layout', name: 'app1', before: null, after: { x: 0, y: 0 } },
    ],
    'me',
  );
  server.say({ type: 'conflict', id: server.asked.id, revision: 2 });
  assert.equal((await answer).done, true);
  assert.deepEqual(names(model), ['app1']);
});

test('an undo whose answer was lost is not asked again', async () => {
  const server = new Server();
  const model = connected(server);
  const answer = model.ask('undo');
  server.lose();
  server.returns();
  assert.equal((await answer).done, false);
  assert.equal(server.heard.filter(({ type }) => type === 'undo').length, 1);
});

test('reports change the states that they name, and no others', () => {
  const server = new Server(design({ sandboxes: ['app1', 'app2'] }));
  const model = connected(server);
  const report = {
    type: 'report',
    at: '',
    sentence: '',
    observed_revision: 1,
    state: 'degraded',
    reason: 'app2 failed',
  };
  server.say({
    ...report,
    number: 11,
    objects: [{ kind: 'sandbox', name: 'app1', state: 'in_sync', reason: '' }],
  });
  server.say({
    ...report,
    number: 12,
    objects: [{ kind: 'sandbox', name: 'app2', state: 'failed', reason: 'EPERM' }],
  });
  assert.equal(model.stateOf('sandbox', 'app1').state, 'in_sync');
  assert.deepEqual(model.stateOf('sandbox', 'app2').reason, 'EPERM');
  assert.equal(model.status.state, 'degraded');
});

test('a control says whether it is deployed', () => {
  const server = new Server();
  const model = connected(server);
  const said = { type: 'control', number: 11, author: 'lina', at: '', sentence: '' };
  server.say({ ...said, deployed: true, drift: 'repair' });
  assert.equal(model.topology.deployed, true);
  assert.equal(model.topology.drift, 'repair');
});

test('choosing what is done about drift says which', () => {
  const server = new Server();
  connected(server).ask('drift', null, { policy: 'show' });
  assert.equal(server.asked.type, 'drift');
  assert.equal(server.asked.policy, 'show');
});

test('a viewer may not edit', () => {
  assert.equal(connected(new Server(design(), 'viewer')).mayEdit, false);
});

test('what is set is shown as set', () => {
  const server = new Server(design({ networks: [{ name: 'lan1', options: { stp: false, mtu: 1500 } }] }));
  const model = connected(server);
  model.edit(setFields('network', 'lan1', { options: { stp: true, mtu: 1500 } }));
  assert.equal(model.design.networks[0].options.stp, true);
});

test('facts are those that were told last, all of them', () => {
  const server = new Server();
  const model = connected(server);
  const root = [['STP root', 'this bridge']];
  server.say({ type: 'facts', count: 1, objects: [{ kind: 'network', name: 's1', facts: root }] });
  assert.deepEqual(model.factsOf('network', 's1'), root);
  assert.deepEqual(model.factsOf('network', 's2'), []);
  server.say({ type: 'facts', count: 2, objects: [] });
  assert.deepEqual(model.factsOf('network', 's1'), []);
});

test('facts have no number, so that none is missed for them', () => {
  const server = new Server();
  const model = connected(server);
  server.say({ type: 'facts', count: 7, objects: [] });
  server.change([added('sandbox', { name: 'app1' })]);
  assert.deepEqual(names(model), ['app1']);
});

const web = { name: 'web', command: ['httpd'] };
const served = (...services) => ({ name: 'app1', services });

/** The server's word on the service web of app1. */
function report(server, state, reason = '', whole = state) {
  server.number += 1;
  const objects = [{ kind: 'service', name: 'app1.web', state, reason }];
  server.say({ type: 'report', number: server.number, observed_revision: 1, state: whole, reason, objects });
}

test('a service has a state of its own, until it is taken out or goes with its sandbox', () => {
  for (const after of [served({ ...web, name: 'db' }), null]) {
    const server = new Server(design({ sandboxes: [served(web)] }));
    const model = connected(server);
    report(server, 'failed', 'exited with status 3');
    assert.equal(model.stateOf('service', 'app1.web').reason, 'exited with status 3');
    server.change([{ kind: 'sandbox', name: 'app1', before: served(web), after }]);
    assert.equal(model.stateOf('service', 'app1.web').state, 'designed');
  }
});

test('a service keeps its state while its sandbox is changed', () => {
  const server = new Server(design({ sandboxes: [served(web)] }));
  const model = connected(server);
  report(server, 'in_sync');
  server.change([
    { kind: 'sandbox', name: 'app1', before: served(web), after: { ...served(web), forwarding: true } },
  ]);
  assert.equal(model.stateOf('service', 'app1.web').state, 'in_sync');
});

test('what has drifted may be put back though something else is worse', () => {
  const server = new Server(design({ sandboxes: [served(web)] }));
  const model = connected(server);
  report(server, 'degraded');
  assert.ok(!hasDrifted(model));
  report(server, 'drifted', '', 'degraded');
  assert.ok(hasDrifted(model));
});
