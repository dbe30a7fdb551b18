import assert from 'node:assert/strict';
import { test } from 'node:test';

import { along, boundsOf, contains, overlap } from '../../static/js/canvas/geometry.js';
import { Labelling } from '../../static/js/canvas/labelling.js';
import { boundsOfLabel } from '../../static/js/canvas/socket_label.js';
import { layout } from '../../static/js/canvas/layout.js';
import { Marking } from '../../static/js/canvas/marking.js';
import { scene } from '../../static/js/canvas/scene.js';
import { signBounds } from '../../static/js/canvas/signs.js';
import { design } from './world.js';

const numbers = (count) => Array.from({ length: count }, (_, i) => i + 1);

/** What is drawn of a design, with its labels. */
function labelled(what, { known = new Labelling(), settled = true, moved = new Map(), marks = new Map() } = {}) {
  const drawn = scene(what, new Map([...layout(what, new Map()), ...moved]));
  known.place([...drawn.boxes.values()], [...drawn.links.values()], signBounds(drawn, new Marking(marks)), settled);
  return drawn;
}

const plugsOf = ({ links }) => [...links.values()].flatMap(({ plugs }) => plugs).filter((each) => each.label);

function overlaps(drawn) {
  const labels = plugsOf(drawn).map((plug) => boundsOfLabel(plug.label));
  const boxes = [...drawn.boxes.values()].map(({ rect }) => boundsOf(rect));
  const each = labels.flatMap((all, i) =>
    all.filter((a) => labels.some((other, j) => i !== j && other.some((b) => overlap(a, b)))),
  );
  const onBoxes = labels.flat().filter((a) => boxes.some((b) => overlap(a, b)));
  return each.length + onBoxes.length;
}

const end = (name, net, n, addresses) => ({ sandbox: name, network: net, interface: `eth${n}`, addresses });

const star = (count) =>
  design({
    networks: ['lan1'],
    sandboxes: numbers(count).map((i) => `app${i}`),
    endpoints: numbers(count).map((i) => end(`app${i}`, 'lan1', 0, [`10.0.0.${i + 1}/24`])),
  });

const hub = (count, placed) =>
  design({
    networks: numbers(count).map((i) => `lan${i}`),
    sandboxes: ['core'],
    endpoints: numbers(count).map((i) => end('core', `lan${i}`, i - 1, [`10.0.${i}.254/24`, `fd00:${i}::1/64`])),
    layout: placed,
  });

for (const [what, drawing] of [
  ['30 sandboxes on one network', star(30)],
  ['a router with 12 interfaces', hub(12, {})],
  ['a router over 12 networks in a row', hub(12, Object.fromEntries(numbers(12).map((i) => [`lan${i}`, [i * 90, 300]])))],
  ['everything in one heap', star(12), 'heap'],
]) {
  test(`no label stands on another or on a box: ${what}`, () => {
    const places = what === 'everything in one heap' ? numbers(12).map((i) => [`app${i}`, { x: i * 40, y: i * 22 }]) : [];
    assert.equal(overlaps(labelled(drawing, { moved: new Map(places) })), 0);
  });
}

test('where there is room everything is said', () => {
  const texts = plugsOf(labelled(star(5))).flatMap(({ label }) => label.texts);
  assert.equal(texts.length, 10);
  assert.ok(texts.every(({ yields, whole }) => !yields && !whole));
});

test('where there is little room an address becomes shorter, where there is none it yields', () => {
  const close = { ...hub(1, { core: [0, 0], lan1: [0, 90] }) };
  const texts = plugsOf(labelled(close)).flatMap(({ label }) => label.texts);
  assert.ok(texts.some(({ kind, yields }) => kind === 'interface' && !yields));
  assert.ok(texts.filter(({ kind }) => kind === 'address').every(({ yields, whole }) => yields || whole));
});

test('a text stands where no cable that is drawn later strikes it out', () => {
  const drawn = labelled(
    design({
      networks: ['lan1', 'lan2'],
      sandboxes: ['under', 'over'],
      endpoints: [end('under', 'lan1', 0, ['10.0.0.2/24']), end('over', 'lan2', 0, ['10.0.1.2/24'])],
      layout: { under: [0, 0], lan1: [0, 300], over: [-400, 45], lan2: [500, 45] },
    }),
  );
  const { curve } = drawn.links.get('endpoint:over.eth0');
  const texts = boundsOfLabel(drawn.links.get('endpoint:under.eth0').plugs[0].label);
  assert.deepEqual([texts.length, texts.filter((each) => along(curve, 400).some((at) => contains(each, at)))], [2, []]);
});

test('while one is dragged the labels of the others stay where they are', () => {
  const known = new Labelling();
  const before = labelled(star(8), { known });
  const far = new Map([['app1', { x: 5000, y: 5000 }]]);
  const during = labelled(star(8), { known, settled: false, moved: far });
  for (const [key, { plugs }] of during.links) {
    const was = before.links.get(key).plugs[0];
    const same = was.point.x === plugs[0].point.x && was.point.y === plugs[0].point.y;
    if (same) assert.equal(plugs[0].label, was.label);
  }
});

test('no label stands on the sign of a difference, at a cable or at a box', () => {
  const { links, boxes } = labelled(star(12));
  const marks = new Map([...links.keys(), ...boxes.keys()].map((key) => [key, 'changed']));
  const drawn = labelled(star(12), { marks });
  const signs = signBounds(drawn, new Marking(marks));
  assert.equal(signs.length, marks.size);
  const covered = (what) =>
    plugsOf(what)
      .flatMap(({ label }) => boundsOfLabel(label))
      .filter((each) => signs.some((sign) => overlap(each, sign))).length;
  assert.ok(covered(labelled(star(12))) > 0);
  assert.equal(covered(drawn), 0);
});
