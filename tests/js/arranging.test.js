import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { aligned, distributed, tidied } from '../../static/js/arranging/align.js';
import { connectAll, connectChosen, createAndConnectAll } from '../../static/js/arranging/connecting.js';
import { fragmentOf, withOuterCables } from '../../static/js/arranging/fragment.js';
import { addMany, blockAt, namesOf } from '../../static/js/arranging/many.js';
import { neighbour } from '../../static/js/arranging/neighbour.js';
import { leftOut, paste } from '../../static/js/arranging/pasting.js';
import { freeNear } from '../../static/js/arranging/room.js';
import { Snapping } from '../../static/js/arranging/snapping.js';
import { DEFAULTS, asText } from '../../static/js/arranging/text.js';
import { applyOperations } from '../../static/js/live/operations.js';
import { design } from './world.js';

const after = (before, intent) => applyOperations(before, intent(before));
const sandbox = (name) => ({ kind: 'sandbox', name });
const network = (name) => ({ kind: 'network', name });
const card = (name, x, y, w = 100, h = 40) => ({ name, rect: { x, y, w, h } });
const ends = ({ endpoints }) => endpoints.map((each) => `${each.sandbox}.${each.interface}>${each.network}`);

const three = design({ networks: ['lan1'], sandboxes: ['app1', 'app2', 'app3'] });

test('several are connected to one network in one edit', () => {
  const made = after(three, connectAll([sandbox('app1'), sandbox('app3'), network('lan1')], network('lan1')));
  assert.deepEqual(ends(made), ['app1.eth0>lan1', 'app3.eth0>lan1']);
});

test('several dropped on nothing are connected to what is made there', () => {
  const made = after(three, createAndConnectAll([sandbox('app1'), sandbox('app2')], 'network', [4, 8]));
  assert.deepEqual([ends(made), made.layout.lan2], [['app1.eth0>lan2', 'app2.eth0>lan2'], [4, 8]]);
});

test('what is chosen is connected with each other, and nothing twice', () => {
  const before = after(three, connectAll([sandbox('app1')], network('lan1')));
  const all = [sandbox('app1'), sandbox('app2'), network('lan1')];
  const made = after(before, connectChosen(all, [0, 0]));
  assert.deepEqual(ends(made), ['app1.eth0>lan1', 'app2.eth0>lan1']);
  assert.deepEqual(connectChosen(all, [0, 0])(made), []);
});

test('two sandboxes get a cable, more of them a new network', () => {
  const apps = ['app1', 'app2', 'app3'].map(sandbox);
  const two = after(three, connectChosen(apps.slice(0, 2), [0, 0]));
  assert.equal(two.networks.at(-1).driver, 'cable');
  const more = after(three, connectChosen(apps, [0, 0]));
  assert.deepEqual(ends(more), ['app1.eth0>lan2', 'app2.eth0>lan2', 'app3.eth0>lan2']);
});

test('boxes are aligned by any of their lines', () => {
  const boxes = [card('a', 0, 0), card('b', 70, 90, 40, 20)];
  assert.deepEqual(aligned(boxes, 'left'), { a: [0, 0], b: [-30, 90] });
  assert.deepEqual(aligned(boxes, 'center'), { a: [20, 0], b: [20, 90] });
  assert.deepEqual(aligned(boxes, 'right'), { a: [40, 0], b: [70, 90] });
  assert.deepEqual(aligned(boxes, 'top'), { a: [0, 0], b: [70, -10] });
  assert.deepEqual(aligned(boxes, 'middle'), { a: [0, 40], b: [70, 40] });
  assert.deepEqual(aligned(boxes, 'bottom'), { a: [0, 80], b: [70, 90] });
});

test('distributed boxes have equal gaps, whatever their sizes, and the outer two stay', () => {
  const boxes = [card('c', 400, 5), card('a', 0, 0), card('b', 90, 9, 200)];
  assert.deepEqual(distributed(boxes, 'x'), { a: [0, 0], b: [200, 9], c: [400, 5] });
});

test('tidied boxes stand in a regular grid, in the order in which they are read', () => {
  const boxes = [card('b', 210, 9), card('a', 0, 0), card('d', 180, 130), card('c', 11, 118)];
  const placed = tidied(boxes);
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => placed[name]);
  assert.deepEqual([a[1], c[1], a[0], b[0]], [b[1], d[1], c[0], d[0]]);
  assert.ok(b[0] - a[0] > 100 && c[1] - a[1] > 40);
});

test('a row that is tidied stays a row', () => {
  const placed = tidied([card('a', 0, 0), card('b', 130, 11), card('c', 300, 4)]);
  assert.equal(new Set(Object.values(placed).map(([, y]) => y)).size, 1);
});

test('a box snaps to the middles and edges of others, and says along which line', () => {
  const snapping = new Snapping([card('', 0, 0).rect, card('', 400, 300).rect]);
  const middle = snapping.snap({ x: 4, y: 150, w: 60, h: 40 }, 6);
  assert.deepEqual([middle.x, middle.y], [0, null]);
  assert.deepEqual(middle.guides, [{ axis: 'x', at: 0, from: -20, to: 170 }]);
  assert.equal(snapping.snap({ x: 377, y: 150, w: 60, h: 40 }, 6).x, 380);
});

test('a box snaps to where the gaps to its neighbours are equal, and shows them', () => {
  const between = new Snapping([card('', 0, 0).rect, card('', 400, 0).rect]);
  const found = between.snap({ x: 203, y: 3, w: 60, h: 24 }, 6);
  assert.deepEqual([found.x, found.gaps.map(({ from, to }) => [from, to])], [200, [[50, 170], [230, 350]]]);
  const beyond = new Snapping([card('', 0, 0).rect, card('', 130, 0).rect]);
  assert.equal(beyond.snap({ x: 243, y: 3, w: 60, h: 24 }, 6).x, 240);
});

test('far from everything a box does not snap', () => {
  const { x, y, guides, gaps } = new Snapping([card('', 0, 0).rect]).snap({ x: 300, y: 200, w: 50, h: 30 }, 6);
  assert.deepEqual([x, y, guides, gaps], [null, null, [], []]);
});

test('among a thousand boxes snapping takes far less than a frame', () => {
  const others = Array.from({ length: 1000 }, (_, i) => card('', (i % 40) * 180, Math.floor(i / 40) * 90).rect);
  const snapping = new Snapping(others);
  const took = Array.from({ length: 200 }, (_, i) => {
    const start = performance.now();
    snapping.snap({ x: i * 31, y: i * 11, w: 120, h: 52 }, 6);
    return performance.now() - start;
  });
  assert.ok(took.sort((a, b) => a - b)[100] < 3);
});

const lab = design({
  networks: [{ name: 'lan1', subnets: ['10.0.0.0/24'], gateway: ['10.0.0.1'] }, 'lan2'],
  sandboxes: [
    { name: 'app1', routes: [{ to: '0.0.0.0/0', via: '10.0.0.254' }] },
    { name: 'router1', forwarding: true, routes: [] },
  ],
  endpoints: [
    { sandbox: 'app1', network: 'lan1', interface: 'eth0', addresses: ['10.0.0.2/24'], mac: '02:00:00:00:00:01' },
    { sandbox: 'router1', network: 'lan1', interface: 'eth0', addresses: ['10.0.0.254/24'] },
    { sandbox: 'router1', network: 'lan2', interface: 'eth1' },
  ],
  patches: ['p1:lan1-lan2'],
});
const positions = new Map([
  ['app1', { x: 0, y: 0 }],
  ['router1', { x: 200, y: 0 }],
  ['lan1', { x: 100, y: 100 }],
]);
const part = (...keys) => fragmentOf(lab, (key) => keys.includes(key), positions);
const cluster = part('sandbox:app1', 'sandbox:router1', 'network:lan1');

test('a fragment is what is chosen and what joins it within', () => {
  assert.deepEqual(ends(cluster), ['app1.eth0>lan1', 'router1.eth0>lan1']);
  assert.deepEqual([cluster.patches, cluster.layout.lan1], [[], [100, 100]]);
});

test('a cable between two that are chosen comes along', () => {
  const joined = after(three, connectChosen([sandbox('app1'), sandbox('app2')], [0, 0]));
  const found = fragmentOf(joined, (key) => key.startsWith('sandbox:app'), new Map());
  assert.deepEqual([found.networks[0].driver, found.endpoints.length], ['cable', 2]);
});

test('pasted beside its original it takes fresh names and leaves subnets, addresses and MACs to be given', () => {
  const made = after(lab, paste(cluster, { x: 10, y: 20 }));
  const [app, router] = made.sandboxes.slice(2);
  assert.deepEqual([app.name, router.name, made.networks.at(-1).name], ['app2', 'router2', 'lan3']);
  assert.deepEqual(made.endpoints.slice(3), [
    { sandbox: 'app2', network: 'lan3', interface: 'eth0' },
    { sandbox: 'router2', network: 'lan3', interface: 'eth0' },
  ]);
  assert.deepEqual([made.networks.at(-1), app.routes], [{ name: 'lan3' }, []]);
  assert.deepEqual(made.layout, { app2: [10, 20], router2: [210, 20], lan3: [110, 120] });
  assert.deepEqual(leftOut(lab, cluster), ['1 route']);
});

test('pasted elsewhere it keeps names, subnets, addresses and routes, if they are free', () => {
  const made = after(design(), paste(cluster, { x: 0, y: 0 }));
  assert.deepEqual(made.networks[0].subnets, ['10.0.0.0/24']);
  assert.deepEqual(made.endpoints[1].addresses, ['10.0.0.254/24']);
  assert.deepEqual(made.sandboxes[0].routes, lab.sandboxes[0].routes);
  assert.deepEqual(leftOut(design(), cluster), []);
});

test('an endpoint whose network is not in the text joins the one of that name, or is left out', () => {
  const text = { ...design({ sandboxes: ['web'], endpoints: ['web.eth0>lan1', 'web.eth1>gone'] }) };
  assert.deepEqual(ends(after(three, paste(text, { x: 0, y: 0 }))), ['web.eth0>lan1']);
});

test('a copy in the same drawing joins the networks that were not chosen, with fresh addresses and its routes', () => {
  const copied = withOuterCables(lab, part('sandbox:app1', 'sandbox:router1', 'network:lan2'));
  const made = after(lab, paste(copied, { x: 0, y: 0 }));
  assert.deepEqual(made.endpoints.slice(3), [
    { sandbox: 'app2', network: 'lan1', interface: 'eth0' },
    { sandbox: 'router2', network: 'lan1', interface: 'eth0' },
    { sandbox: 'router2', network: 'lan3', interface: 'eth1' },
  ]);
  assert.deepEqual(made.sandboxes[2].routes, lab.sandboxes[0].routes);
  assert.deepEqual(leftOut(lab, copied), []);
});

test('a copy gives a cable no third end', () => {
  const joined = after(three, connectChosen([sandbox('app1'), sandbox('app2')], [0, 0]));
  const one = fragmentOf(joined, (key) => key === 'sandbox:app1', new Map());
  assert.deepEqual(withOuterCables(joined, one).endpoints, []);
});

test('a network on top of another follows its copy', () => {
  const vlan = { name: 'v20', driver: 'vlan', options: { parent: 'lan1', vlan: 20 } };
  const before = design({ networks: ['lan1', vlan] });
  const both = fragmentOf(before, () => true, new Map());
  assert.equal(after(before, paste(both, { x: 0, y: 0 })).networks.at(-1).options.parent, 'lan2');
});

test('the text is a design file that says only what is not usual', () => {
  assert.equal(
    asText(part('sandbox:router1', 'network:lan2'), 'lab'),
    [
      'patchboard: v1',
      'name: lab',
      'networks:',
      '  - {name: lan2}',
      'sandboxes:',
      '  - {name: router1, forwarding: true}',
      'endpoints:',
      '  - {sandbox: router1, network: lan2, interface: eth1}',
      'layout:',
      '  router1: [200, 0]',
      '',
    ].join('\n'),
  );
});

test('what could be taken for something else stands in quotes', () => {
  const odd = design({ sandboxes: [{ name: 'no', services: [{ name: 's', command: ['echo', '1', 'a: b'] }] }] });
  assert.match(asText(odd, 'lab'), /\{name: "no", services: \[\{name: s, command: \[echo, "1", "a: b"\]\}\]\}/);
});

test('what the text leaves unsaid is what the schema says is usual', () => {
  const file = new URL('../../docs/patchboard-v1.schema.json', import.meta.url);
  const { $defs } = JSON.parse(readFileSync(file, 'utf8'));
  const usual = (model) =>
    Object.fromEntries(
      Object.entries($defs[model].properties)
        .filter(([, { default: value }]) => value !== undefined && value !== null && value !== '')
        .map(([field, { default: value }]) => [field, value]),
    );
  const { options, ...rest } = DEFAULTS.networks;
  const { options: _known, ...network } = usual('Network');
  assert.deepEqual([rest, options], [network, usual('NetworkOptions')]);
  assert.deepEqual(DEFAULTS.sandboxes, usual('Sandbox'));
  assert.deepEqual(DEFAULTS.endpoints, usual('Endpoint'));
  assert.deepEqual(DEFAULTS.patches, usual('Patch'));
});

test('many are named by a pattern, past the names that are taken', () => {
  assert.deepEqual(namesOf(three, 'app', 2), ['app4', 'app5']);
  assert.deepEqual(namesOf(three, 'web-#-a', 2), ['web-1-a', 'web-2-a']);
  const wanted = { count: 3, pattern: 'pc', forwarding: false, network: 'lan1' };
  const made = after(three, addMany(wanted, blockAt(3, { x: 0, y: 0 })));
  assert.deepEqual(ends(made), ['pc1.eth0>lan1', 'pc2.eth0>lan1', 'pc3.eth0>lan1']);
  assert.deepEqual(made.layout, { pc1: [-176, 0], pc2: [0, 0], pc3: [176, 0] });
});

test('what is made where something stands already is put beside it', () => {
  const wish = { x: 0, y: 0, w: 124, h: 52 };
  assert.deepEqual(freeNear(wish, []), wish);
  const { x, y } = freeNear(wish, [wish]);
  assert.ok(x >= 124 && y === 0);
});

test('one more beside a sandbox is on the same network, or at the other end of a cable', () => {
  const on = design({ networks: ['lan1'], sandboxes: ['app1'], endpoints: ['app1.eth0>lan1'] });
  assert.deepEqual(ends(after(on, neighbour(sandbox('app1'), [0, 0]))), ['app1.eth0>lan1', 'app2.eth0>lan1']);
  const alone = after(three, neighbour(sandbox('app1'), [0, 0]));
  assert.deepEqual(ends(alone), ['app1.eth0>cable1', 'app4.eth0>cable1']);
  assert.deepEqual(ends(after(three, neighbour(network('lan1'), [0, 0]))), ['app4.eth0>lan1']);
});
