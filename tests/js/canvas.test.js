import assert from 'node:assert/strict';
import { test } from 'node:test';

import { boundsOf, curve, facing, grown, overlap, split, spread } from '../../static/js/canvas/geometry.js';
import { hueOf } from '../../static/js/canvas/hues.js';
import { layout } from '../../static/js/canvas/layout.js';
import { scene } from '../../static/js/canvas/scene.js';
import { within } from '../../static/js/canvas/sight.js';
import { nearestTowards } from '../../static/js/gestures/towards.js';
import { design } from './world.js';

const drawn = (what) => scene(what, layout(what, new Map()));
const numbers = (count) => Array.from({ length: count }, (_, i) => i + 1);

/** Networks with sandboxes of their own, and routers from each to the next. */
function chain(networks, each) {
  const lans = numbers(networks).map((i) => `lan${i}`);
  const apps = lans.flatMap((lan, i) => numbers(each).map((j) => [`app${i * each + j}`, lan]));
  const routers = lans.slice(1).map((lan, i) => [`r${i}`, lans[i], lan]);
  return design({
    networks: lans,
    sandboxes: [...apps.map(([app]) => app), ...routers.map(([r]) => r)],
    endpoints: [
      ...apps.map(([app, lan]) => `${app}.eth0>${lan}`),
      ...routers.flatMap(([r, a, b]) => [`${r}.eth0>${a}`, `${r}.eth1>${b}`]),
    ],
  });
}

const clear = ({ boxes }) => {
  const all = [...boxes.values()].map(({ name, rect }) => ({ name, bounds: grown(boundsOf(rect), 4) }));
  return all.flatMap((a, i) =>
    all
      .slice(i + 1)
      .filter((b) => overlap(a.bounds, b.bounds))
      .map((b) => `${a.name} on ${b.name}`),
  );
};

for (const [networks, each] of [
  [1, 2],
  [2, 1],
  [3, 4],
  [5, 6],
  [20, 13],
  [13, 16],
]) {
  test(`${networks} networks with ${each} sandboxes each are laid out without overlap`, () => {
    assert.deepEqual(clear(drawn(chain(networks, each))), []);
  });
}

test('a layout is the same every time', () => {
  const what = chain(4, 5);
  assert.deepEqual([...layout(what, new Map())], [...layout(structuredClone(what), new Map())]);
});

test('what people have placed stays there, and the rest keeps clear of it', () => {
  const what = { ...chain(2, 3), layout: { app1: [0, 0], lan1: [160, 200] } };
  const shown = drawn(what);
  assert.deepEqual(
    [shown.boxes.get('sandbox:app1').rect.x, shown.boxes.get('network:lan1').rect.y],
    [0, 200],
  );
  assert.deepEqual(clear(shown), []);
});

test('what was placed automatically does not move when something is added', () => {
  const before = layout(chain(2, 2), new Map());
  const after = layout(chain(2, 3), before);
  assert.deepEqual(after.get('lan2'), before.get('lan2'));
});

test('what comes back stands where it once stood, unless something else is there by now', () => {
  const [whole, rest] = [chain(2, 3), chain(2, 2)];
  const before = layout(whole, new Map());
  const [name] = [...before.keys()].filter((each) => !layout(rest, new Map()).has(each));
  const once = new Map([[name, { x: 900, y: 700 }]]);
  assert.deepEqual(layout(whole, layout(rest, before), once).get(name), { x: 900, y: 700 });
  const elsewhere = { ...whole, layout: { [rest.sandboxes[0].name]: [910, 700] } };
  assert.notDeepEqual(layout(elsewhere, layout(rest, before), once).get(name), { x: 900, y: 700 });
});

test('a cable network is one line, unless it has not two ends', () => {
  const cable = { name: 'c1', driver: 'cable' };
  const whole = drawn(
    design({ networks: [cable], sandboxes: ['a', 'b'], endpoints: ['a.eth0>c1', 'b.eth0>c1'] }),
  );
  assert.deepEqual(
    [whole.boxes.has('network:c1'), whole.links.has('network:c1'), whole.ends.size],
    [false, true, 2],
  );
  const half = drawn(design({ networks: [cable], sandboxes: ['a'], endpoints: ['a.eth0>c1'] }));
  assert.deepEqual([half.boxes.has('network:c1'), half.links.has('endpoint:a.eth0')], [true, true]);
});

test('parallel cables leave and arrive apart, and do not cross', () => {
  const what = design({
    networks: ['lan1'],
    sandboxes: ['a'],
    endpoints: ['a.eth0>lan1', 'a.eth1>lan1', 'a.eth2>lan1'],
    layout: { a: [0, 0], lan1: [40, 240] },
  });
  const links = [...drawn(what).links.values()].sort((a, b) => a.plugs[0].point.x - b.plugs[0].point.x);
  const [starts, ends] = [0, 1].map((end) => links.map((link) => link.plugs[end].point.x));
  assert.ok(starts[1] - starts[0] >= 36 && ends[0] < ends[1] && ends[1] < ends[2]);
});

test('a card with many cables on one side grows', () => {
  const lans = numbers(8).map((i) => `lan${i}`);
  const what = design({
    networks: lans,
    sandboxes: ['r'],
    endpoints: lans.map((lan, i) => `r.eth${i}>${lan}`),
    layout: { r: [0, 0], ...Object.fromEntries(lans.map((lan, i) => [lan, [(i - 4) * 40, 400]])) },
  });
  assert.ok(drawn(what).boxes.get('sandbox:r').rect.w > 280);
});

test('a cable leaves on the side where its network is', () => {
  const card = { x: 0, y: 0, w: 120, h: 50 };
  assert.equal(facing(card, { x: 40, y: 200, w: 200, h: 40 }), 'bottom');
  assert.equal(facing(card, { x: -400, y: 30, w: 200, h: 40 }), 'left');
});

test('places spread along an edge keep their distance and stay on it', () => {
  assert.deepEqual(spread([50, 50, 50], 0, 100, 10), [40, 50, 60]);
  assert.deepEqual(spread([-20, 200], 0, 100, 10), [0, 100]);
  assert.deepEqual(spread([0, 0, 0], 0, 10, 20), [0, 5, 10]);
});

test('a split curve meets itself', () => {
  const [first, second] = split(curve({ x: 0, y: 0 }, 'right', { x: 100, y: 80 }, 'left'), 0.3);
  assert.deepEqual(first[3], second[0]);
});

test('a long cable is found between its ends', () => {
  const what = design({
    networks: ['lan1'],
    sandboxes: ['a'],
    endpoints: ['a.eth0>lan1'],
    layout: { a: [0, 0], lan1: [9000, 0] },
  });
  const found = within(drawn(what), { left: 4400, top: -100, right: 4600, bottom: 100 });
  assert.deepEqual([...found], ['endpoint:a.eth0']);
});

test('networks that differ in their number differ in hue', () => {
  assert.equal(new Set(numbers(8).map((i) => hueOf(`lan${i}`))).size, 8);
});

test('an arrow key goes to the nearest that lies ahead', () => {
  const things = [
    [200, 10],
    [120, 150],
    [-50, 0],
  ].map(([x, y]) => ({ rect: { x, y, w: 10, h: 10 } }));
  assert.equal(nearestTowards({ x: 0, y: 0, w: 10, h: 10 }, things, 'right'), things[0]);
  assert.equal(nearestTowards({ x: 0, y: 0, w: 10, h: 10 }, things, 'left'), things[2]);
  assert.equal(nearestTowards({ x: 0, y: 0, w: 10, h: 10 }, things, 'up'), null);
});

test('a card with one cable leaves up or down where it can, and not towards its neighbours', () => {
  const what = design({
    networks: ['lan1'],
    sandboxes: ['a', 'b'],
    endpoints: ['a.eth0>lan1', 'b.eth0>lan1'],
    layout: { a: [-400, 0], b: [-420, 200], lan1: [0, 200] },
  });
  const { links } = drawn(what);
  const side = (name) => links.get(`endpoint:${name}.eth0`).plugs[0].side;
  assert.deepEqual([side('a'), side('b')], ['bottom', 'right']);
});
