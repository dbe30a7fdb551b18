import assert from 'node:assert/strict';
import { test } from 'node:test';

import { boundsOf, overlap } from '../../static/js/canvas/geometry.js';
import { layout } from '../../static/js/canvas/layout.js';
import { scene } from '../../static/js/canvas/scene.js';
import { arranged } from '../../static/js/layouts/arranged.js';
import { between } from '../../static/js/layouts/glide.js';
import { written } from '../../static/js/layouts/layered.js';
import { LAYOUTS } from './layouts.js';
import { design } from './world.js';

const numbers = (count) => Array.from({ length: count }, (_, i) => i + 1);

/** Bridges with sandboxes, joined by one router; and a pair of sandboxes with a cable that hangs on nothing. */
function network(bridges, each) {
  const lans = numbers(bridges).map((i) => `lan${i}`);
  const apps = lans.flatMap((lan, i) => numbers(each).map((j) => [`app${i * each + j}`, lan]));
  return design({
    networks: [...lans, { name: 'c1', driver: 'cable' }],
    sandboxes: ['router', 'left', 'right', ...apps.map(([app]) => app)],
    endpoints: [
      ...lans.map((lan, i) => `router.eth${i}>${lan}`),
      ...apps.map(([app, lan]) => `${app}.eth0>${lan}`),
      'left.eth0>c1',
      'right.eth0>c1',
    ],
  });
}

const names = (shown) => new Set([...shown.boxes.values()].map(({ name }) => name));

async function arrange(what, kind, chosen) {
  const before = layout(what, new Map());
  const shown = scene(what, before);
  const { boxes: after } = await arranged(what, before, chosen ?? names(shown), LAYOUTS[kind]);
  return { before, after, shown: scene(what, new Map([...before, ...after])) };
}

function overlaps({ boxes }) {
  const all = [...boxes.values()];
  return all.flatMap((a, i) =>
    all
      .slice(i + 1)
      .filter((b) => overlap(boundsOf(a.rect), boundsOf(b.rect)))
      .map((b) => `${a.name} on ${b.name}`),
  );
}

for (const kind of Object.keys(LAYOUTS)) {
  for (const [bridges, each] of [
    [1, 2],
    [3, 12],
    [12, 20],
  ]) {
    test(`${kind}: ${bridges} bridges with ${each} sandboxes each lie apart`, async () => {
      const what = network(bridges, each);
      const { after, shown } = await arrange(what, kind);
      assert.deepEqual(overlaps(shown), []);
      assert.deepEqual(new Set(after.keys()), names(shown));
    });
  }

  test(`${kind}: the same drawing is arranged alike every time`, async () => {
    const one = await arrange(network(3, 4), kind);
    const other = await arrange(structuredClone(network(3, 4)), kind);
    assert.deepEqual([...one.after], [...other.after]);
  });

  test(`${kind}: of a selection, nothing else moves and nothing is covered`, async () => {
    const chosen = new Set(['app1', 'app2', 'app3', 'lan1']);
    const { after, shown } = await arrange(network(3, 6), kind, chosen);
    assert.deepEqual(new Set(after.keys()), chosen);
    assert.deepEqual(overlaps(shown), []);
  });
}

test('radial: what hangs on the root stands around it', async () => {
  const { shown } = await arrange(network(1, 8), 'radial');
  const root = shown.boxes.get('network:lan1').rect;
  const away = numbers(8).map((i) => {
    const { x, y } = shown.boxes.get(`sandbox:app${i}`).rect;
    return Math.hypot(x - root.x, y - root.y);
  });
  assert.ok(Math.max(...away) - Math.min(...away) < 60, String(away));
});

test('grid: boxes of one row stand at one height', async () => {
  const { shown } = await arrange(design({ sandboxes: numbers(9).map((i) => `app${i}`) }), 'grid');
  assert.equal(new Set([...shown.boxes.values()].map(({ rect }) => rect.y)).size <= 3, true);
});

test('layered: links lead away from the box with most cables', async () => {
  const what = network(2, 5);
  const { boxes, links } = scene(what, layout(what, new Map()));
  const graph = {
    boxes: [...boxes.values()].map(({ name, rect }) => ({ name, ...rect })),
    links: [...links.values()].map(({ plugs: [a, b] }) => [a.box.name, b.box.name]),
  };
  const edge = written(graph).edges.find(({ sources, targets }) => [...sources, ...targets].includes('app1'));
  assert.deepEqual([edge.sources, edge.targets], [['lan1'], ['app1']]);
});

test('layered: hundreds on one bridge stand in a block, not in a line', async () => {
  const { shown } = await arrange(network(1, 200), 'layered');
  const rows = new Set(numbers(200).map((i) => shown.boxes.get(`sandbox:app${i}`).rect.y));
  assert.ok(rows.size > 10, String(rows.size));
});

test('an arrangement is on its way half of the time', () => {
  const from = new Map([['a', { x: 0, y: 0 }]]);
  assert.deepEqual(between(from, new Map([['a', { x: 10, y: 20 }]]), 0.5).get('a'), { x: 5, y: 10 });
});
