import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createAndConnectAll } from '../../static/js/arranging/connecting.js';
import { removalOf } from '../../static/js/desk.js';
import { connect, create, place, remove, rename } from '../../static/js/live/edits.js';
import { applyDelta } from '../../static/js/live/delta.js';
import { applyOperations } from '../../static/js/live/operations.js';
import { STARTERS } from '../../static/js/frame/starters.js';
import { design } from './world.js';

const after = (before, intent) => applyOperations(before, intent(before));
const two = design({ networks: ['lan1'], sandboxes: ['app1', 'app2'], endpoints: ['app1.eth0>lan1'] });

test('a new object takes the next free name and stands where it was dropped', () => {
  const made = after(two, create('sandbox', [8, 12]));
  assert.equal(made.sandboxes.at(-1).name, 'app3');
  assert.deepEqual(made.layout.app3, [8, 12]);
});

test('sandbox to network makes an endpoint with the next free interface', () => {
  const made = after(two, connect({ kind: 'sandbox', name: 'app1' }, { kind: 'network', name: 'lan1' }));
  assert.deepEqual(made.endpoints.at(-1), { sandbox: 'app1', network: 'lan1', interface: 'eth1' });
});

test('it is the same endpoint drawn from the network', () => {
  const made = after(two, connect({ kind: 'network', name: 'lan1' }, { kind: 'sandbox', name: 'app2' }));
  assert.deepEqual(made.endpoints.at(-1), { sandbox: 'app2', network: 'lan1', interface: 'eth0' });
});

test('sandbox to sandbox makes a cable with its two ends', () => {
  const made = after(two, connect({ kind: 'sandbox', name: 'app1' }, { kind: 'sandbox', name: 'app2' }));
  assert.deepEqual(made.networks.at(-1), { name: 'cable1', driver: 'cable' });
  assert.deepEqual(
    made.endpoints.slice(-2).map((each) => [each.sandbox, each.interface]),
    [
      ['app1', 'eth1'],
      ['app2', 'eth0'],
    ],
  );
});

test('network to network makes a patch', () => {
  const before = design({ networks: ['lan1', 'lan2'], patches: ['p1:lan1-lan2'] });
  const made = after(before, connect({ kind: 'network', name: 'lan1' }, { kind: 'network', name: 'lan2' }));
  assert.deepEqual(made.patches.at(-1), { name: 'p2', networks: ['lan1', 'lan2'] });
});

test('connecting to what is gone meanwhile does nothing', () => {
  assert.deepEqual(connect({ kind: 'sandbox', name: 'app1' }, { kind: 'network', name: 'gone' })(two), []);
});

test('dropping on nothing makes a network and joins it', () => {
  const made = after(two, createAndConnectAll([{ kind: 'sandbox', name: 'app1' }], 'network', [0, 0]));
  assert.equal(made.networks.at(-1).name, 'lan2');
  assert.equal(made.endpoints.at(-1).network, 'lan2');
});

test('a renamed network keeps its cables and its place', () => {
  const before = { ...two, layout: { lan1: [1, 2] } };
  const made = after(before, rename('network', 'lan1', 'office'));
  assert.equal(made.endpoints[0].network, 'office');
  assert.deepEqual(made.layout, { office: [1, 2] });
});

test('with a network go its endpoints and patches', () => {
  const before = design({
    networks: ['lan1', 'lan2'],
    sandboxes: ['app1'],
    endpoints: ['app1.eth0>lan1'],
    patches: ['p1:lan1-lan2'],
  });
  const made = after(before, remove([{ kind: 'network', name: 'lan1' }]));
  assert.deepEqual([made.endpoints, made.patches], [[], []]);
  assert.equal(
    removalOf(before, [{ kind: 'network', name: 'lan1' }]),
    'network lan1 and its 1 endpoint and 1 patch',
  );
});

test('what is on top of a network follows its name, and stays without a parent when it goes', () => {
  const red = { name: 'red', driver: 'vlan', options: { parent: 'lan1', vlan: 20 } };
  const before = design({ networks: ['lan1', red] });
  const renamed = after(before, rename('network', 'lan1', 'office'));
  assert.deepEqual(renamed.networks[1].options, { parent: 'office', vlan: 20 });
  const left = after(before, remove([{ kind: 'network', name: 'lan1' }]));
  assert.deepEqual(left.networks, [{ ...red, options: { parent: null, vlan: 20 } }]);
});

test('what goes with something else is not removed twice', () => {
  const operations = remove([
    { kind: 'sandbox', name: 'app1' },
    { kind: 'endpoint', name: 'app1.eth0' },
  ])(two);
  assert.equal(operations.length, 1);
});

test('placing what is gone meanwhile does nothing', () => {
  assert.deepEqual(place({ gone: [0, 0] })(two), []);
});

test('operations over a design that has them already change nothing', () => {
  const operations = connect({ kind: 'sandbox', name: 'app2' }, { kind: 'network', name: 'lan1' })(two);
  const once = applyOperations(two, operations);
  assert.equal(applyOperations(once, operations), once);
});

test('a delta adds, changes, removes, places and renames', () => {
  const made = applyDelta(two, [
    { kind: 'sandbox', name: 'app3', before: null, after: { name: 'app3' } },
    { kind: 'sandbox', name: 'app1', before: { name: 'app1' }, after: { name: 'app1', forwarding: true } },
    { kind: 'endpoint', name: 'app1.eth0', before: {}, after: null },
    { kind: 'layout', name: 'app1', before: null, after: { x: 3, y: 4 } },
    { kind: 'topology', name: 'lab', before: { name: 'lab' }, after: { name: 'shop' } },
  ]);
  assert.deepEqual(
    made.sandboxes.map(({ name }) => name),
    ['app1', 'app2', 'app3'],
  );
  assert.equal(made.sandboxes[0].forwarding, true);
  assert.deepEqual([made.endpoints, made.layout, made.name], [[], { app1: [3, 4] }, 'shop']);
  assert.equal(two.sandboxes.length, 2);
});

for (const { id, intent } of STARTERS) {
  test(`the starter ${id} refers to nothing that it does not make`, () => {
    const made = after(design(), intent);
    const names = new Set([...made.networks, ...made.sandboxes].map(({ name }) => name));
    assert.ok(made.endpoints.every((each) => names.has(each.sandbox) && names.has(each.network)));
    assert.ok(made.patches.every((each) => each.networks.every((name) => names.has(name))));
    assert.deepEqual(new Set(Object.keys(made.layout)), names);
  });
}
