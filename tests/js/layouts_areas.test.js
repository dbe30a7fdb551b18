import assert from 'node:assert/strict';
import { test } from 'node:test';

import { around, boundsOf, encloses, grown, overlap } from '../../static/js/canvas/geometry.js';
import { layout } from '../../static/js/canvas/layout.js';
import { scene } from '../../static/js/canvas/scene.js';
import { areaOver } from '../../static/js/figures/edits.js';
import { arranged } from '../../static/js/layouts/arranged.js';
import { carriedOut, underWay } from '../../static/js/layouts/shown.js';
import { applyOperations } from '../../static/js/live/operations.js';
import { LAYOUTS } from './layouts.js';
import { design } from './world.js';

const lans = ['lan1', 'lan2', 'lan3'];
const apps = lans.flatMap((_lan, i) => [1, 2, 3, 4].map((j) => `app${4 * i + j}`));
const onLan = (i) => [`lan${i}`, ...apps.slice(4 * i - 4, 4 * i)];

/** Three bridges of four sandboxes each, and a router on all of them. */
const bare = design({
  networks: lans,
  sandboxes: ['router', ...apps],
  endpoints: [
    ...lans.map((lan, i) => `router.eth${i}>${lan}`),
    ...apps.map((app, i) => `${app}.eth0>${lans[Math.floor(i / 4)]}`),
  ],
});
const shownIn = (what) => scene(what, layout(what, new Map()));
const boxIn = ({ boxes }, name) => boundsOf((boxes.get(`sandbox:${name}`) ?? boxes.get(`network:${name}`)).rect);

/** An area around boxes as they stand in the bare drawing. */
function area(name, ...held) {
  const shown = shownIn(bare);
  return { name, ...areaOver(grown(around(held.map((each) => boxIn(shown, each))), 20)) };
}

/** With a note and a stroke in an area's left upper corner. */
const explained = ({ at: [x, y], size }) => ({
  areas: [{ name: 'area1', at: [x - 200, y - 60], size: [size[0] + 240, size[1] + 80] }],
  notes: [{ name: 'note1', text: 'Read me', at: [x - 180, y - 30], width: 100 }],
  marks: [{ name: 'mark1', points: [x + 10, y + 10, x + 60, y + 40] }],
});

/** What each area holds, by key. */
function holding(shown) {
  const things = [
    ...[...shown.boxes.values()].map(({ key, rect }) => ({ key, bounds: boundsOf(rect) })),
    ...shown.figures.values(),
  ];
  const areas = [...shown.figures.values()].filter(({ kind }) => kind === 'area');
  return Object.fromEntries(
    areas.map((each) => [each.key, things.filter(({ key, bounds }) => key !== each.key && encloses(each.bounds, bounds)).map(({ key }) => key).sort()]),
  );
}

/** Boxes that an area touches without holding them. */
const cut = (shown) =>
  [...shown.figures.values()].flatMap(({ kind, key, bounds }) =>
    [...shown.boxes.values()]
      .filter(({ rect }) => kind === 'area' && overlap(bounds, boundsOf(rect)) && !encloses(bounds, boundsOf(rect)))
      .map((box) => `${key} cuts ${box.key}`),
  );

function overlaps({ boxes }) {
  const all = [...boxes.values()];
  return all.flatMap((a, i) =>
    all.slice(i + 1).filter((b) => overlap(boundsOf(a.rect), boundsOf(b.rect))).map((b) => `${a.name} on ${b.name}`),
  );
}

async function arrange(what, kind, chosen) {
  const before = layout(what, new Map());
  const names = [...scene(what, before).boxes.values()].map(({ name }) => name);
  const arrangement = await arranged(what, before, new Set(chosen ?? names), LAYOUTS[kind]);
  const after = applyOperations(what, carriedOut(arrangement)(what));
  return { before: scene(what, before), after: scene(after, new Map([...before, ...arrangement.boxes])), arrangement };
}

for (const kind of Object.keys(LAYOUTS)) {
  test(`${kind}: an area goes on holding what it held, and nothing else comes to lie in it`, async () => {
    const what = { ...bare, areas: [area('area1', ...onLan(1)), area('area2', ...onLan(2)), area('area3', 'app1', 'app2')] };
    const { before, after } = await arrange(what, kind);
    assert.equal(holding(before)['area:area1'].length, 6); // the third lies in it
    assert.deepEqual(holding(after), holding(before));
    assert.deepEqual([...cut(after), ...overlaps(after)], []);
  });

  test(`${kind}: with an area go the notes and strokes in it, and no box is under a note`, async () => {
    const what = { ...bare, ...explained(area('area1', ...onLan(1))) };
    const { before, after } = await arrange(what, kind);
    assert.ok(holding(before)['area:area1'].includes('note:note1') && holding(before)['area:area1'].includes('mark:mark1'));
    assert.deepEqual(holding(after), holding(before));
    const note = after.figures.get('note:note1').bounds;
    assert.deepEqual([...after.boxes.values()].filter(({ rect }) => overlap(note, boundsOf(rect))), []);
  });

  test(`${kind}: what is arranged in one area stays in it, and all else stays where it is`, async () => {
    const what = { ...bare, areas: [area('area1', ...onLan(1)), area('area2', ...onLan(2))] };
    const chosen = ['app1', 'app2', 'lan1'];
    const { before, after, arrangement } = await arrange(what, kind, chosen);
    assert.deepEqual([...arrangement.boxes.keys()].sort(), chosen);
    assert.deepEqual(after.figures.get('area:area2').bounds, before.figures.get('area:area2').bounds);
    for (const [key, held] of Object.entries(holding(before)))
      assert.deepEqual(held.filter((each) => !holding(after)[key].includes(each)), []);
    assert.deepEqual(overlaps(after), []);
  });
}

test('areas that share a box both go on holding it', async () => {
  const what = { ...bare, areas: [area('area1', 'app1', 'app2'), area('area2', 'app2', 'app3')] };
  const { before, after } = await arrange(what, 'grid');
  assert.ok(holding(before)['area:area1'].includes('sandbox:app2') && holding(before)['area:area2'].includes('sandbox:app2'));
  for (const [key, held] of Object.entries(holding(before)))
    assert.deepEqual(held.filter((each) => !holding(after)[key].includes(each)), []);
});

test('an area that holds no box keeps its size, and covers nothing', async () => {
  const empty = { name: 'area1', title: 'Spare', at: [-700, -700], size: [300, 200] };
  const what = { ...bare, areas: [empty], notes: [{ name: 'note1', text: 'Later', at: [-680, -680] }] };
  const { after } = await arrange(what, 'layered');
  const { left, top, right, bottom } = after.figures.get('area:area1').bounds;
  assert.deepEqual([right - left, bottom - top], empty.size);
  assert.deepEqual(holding(after)['area:area1'], ['note:note1']);
  assert.deepEqual(cut(after), []);
});

test('a spacious area fits what it holds afterwards, with room for its title', async () => {
  const { at: [x, y], size: [w, h] } = area('area1', ...onLan(1));
  const what = { ...bare, areas: [{ name: 'area1', at: [x - 500, y - 40], size: [w + 520, h + 60] }] };
  const { after } = await arrange(what, 'grid');
  const held = around(onLan(1).map((each) => boxIn(after, each)));
  const { left, top, right, bottom } = after.figures.get('area:area1').bounds;
  assert.ok(held.left - left >= 28 && held.left - left < 36 && right - held.right < 36);
  assert.ok(held.top - top >= 52 && bottom - held.bottom < 36);
});

for (const kind of Object.keys(LAYOUTS)) {
  test(`${kind}: a ring around a box goes where it goes, a note beside it stays beside it`, async () => {
    const { left, top, right, bottom } = boxIn(shownIn(bare), 'app1');
    const ring = [left - 8, top - 8, right + 8, top - 8, right + 8, bottom + 8, left - 8, bottom + 8, left - 8, top - 8];
    const notes = [{ name: 'note1', text: 'This one', at: [left - 160, top], width: 120 }];
    const { after } = await arrange({ ...bare, notes, marks: [{ name: 'mark1', points: ring }] }, kind);
    assert.deepEqual(after.figures.get('mark:mark1').bounds, grown(boxIn(after, 'app1'), 8));
    const note = after.figures.get('note:note1').bounds;
    assert.ok(overlap(grown(note, 240), boxIn(after, 'app1')), JSON.stringify([note, boxIn(after, 'app1')]));
    assert.deepEqual([...after.boxes.values()].filter(({ rect }) => overlap(note, boundsOf(rect))), []);
  });

  test(`${kind}: a note that stands alone stays there, and nothing comes to lie under it`, async () => {
    const notes = [{ name: 'note1', text: 'Our laboratory', at: [-900, -600] }];
    const { after, arrangement } = await arrange({ ...bare, notes }, kind);
    assert.deepEqual([arrangement.areas.size, arrangement.ways.size], [0, 0]);
    const note = after.figures.get('note:note1').bounds;
    assert.deepEqual([...after.boxes.values()].filter(({ rect }) => overlap(note, boundsOf(rect))), []);
  });
}

test('areas are on their way with what is in them', async () => {
  const what = { ...bare, ...explained(area('area1', ...onLan(1))) };
  const { before, after, arrangement } = await arrange(what, 'grid');
  const half = underWay(arrangement, before.figures, 0.5).get('area:area1');
  const [from, to] = [before, after].map(({ figures }) => figures.get('area:area1').bounds);
  assert.deepEqual(half.at, [from.left + to.left, from.top + to.top].map((each) => Math.round(each / 2)));
  assert.deepEqual([...underWay(arrangement, before.figures, 1).keys()].sort(), ['area:area1', 'mark:mark1', 'note:note1']);
});

test('an area that is gone by then stays gone', async () => {
  const what = { ...bare, areas: [area('area1', ...onLan(1))] };
  const { arrangement } = await arrange(what, 'grid');
  assert.deepEqual(carriedOut(arrangement)(bare).map(({ op }) => op), ['place']);
});
