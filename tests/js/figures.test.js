import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fragmentOf } from '../../static/js/arranging/fragment.js';
import { paste } from '../../static/js/arranging/pasting.js';
import { Faces } from '../../static/js/canvas/faces.js';
import { layout } from '../../static/js/canvas/layout.js';
import { scene } from '../../static/js/canvas/scene.js';
import { ICONS, spriteOf } from '../../static/js/design/icons.js';
import { areasAround, carried } from '../../static/js/figures/carrying.js';
import { onTop, underneath } from '../../static/js/figures/finding.js';
import { addFigure, areaOver, shiftFigures } from '../../static/js/figures/edits.js';
import { NOTE_PAD, heightOf, linesOf } from '../../static/js/figures/notes.js';
import { figureBounds, shapesOf, shifted } from '../../static/js/figures/shapes.js';
import { closed, flat, pointsOf, simplified, strokePath } from '../../static/js/figures/strokes.js';
import { isOnlyDrawn } from '../../static/js/live/delta.js';
import { applyOperations } from '../../static/js/live/operations.js';
import { readFile } from 'node:fs/promises';
import { nameWidth } from '../../static/js/canvas/text.js';
import { Server, connected, design } from './world.js';

const office = { name: 'area1', title: 'Office', at: [0, 0], size: [400, 300] };
const lab = design({
  networks: ['lan1'],
  sandboxes: ['app1', 'app2'],
  endpoints: ['app1.eth0>lan1'],
  layout: { app1: [100, 100], app2: [900, 100], lan1: [200, 200] },
  areas: [office, { name: 'area2', at: [40, 40], size: [150, 120] }],
  notes: [{ name: 'note1', text: 'Read me', at: [20, 220], width: 100 }],
  marks: [{ name: 'mark1', points: [10, 10, 30, 20] }],
});
const after = (before, intent) => applyOperations(before, intent(before));
const stroke = (count, y) => Array.from({ length: count }, (_, i) => ({ x: i, y: y(i) }));

/** As much of a canvas as carrying needs. */
async function canvasOf(what) {
  const { Canvas } = await import('../../static/js/canvas/canvas.js');
  return { scene: scene(what, layout(what, new Map())), within: Canvas.prototype.within, isGhost: () => false };
}

const shapes = [...shapesOf(lab, new Map()).values()];

test('a note is meant where its sheet is, a mark also beside its stroke, the upper before the lower', () => {
  const at = (x, y, slack = 2) => onTop(shapes, { x, y }, slack)?.name;
  assert.equal(at(30, 230), 'note1');
  assert.equal(at(130, 230), undefined);
  assert.equal(at(20, 24), 'mark1');
  assert.equal(at(20, 40), undefined);
  assert.equal(at(20, 40, 30), 'mark1'); // from farther off, where the stroke is a hair
  assert.equal(at(25, 222, 300), 'mark1');
});

test('an area is meant where nothing is on it, of two the smaller', () => {
  const at = (x, y) => underneath(shapes, { x, y })?.name;
  assert.equal(at(60, 60), 'area2');
  assert.equal(at(390, 290), 'area1');
  assert.equal(at(420, 290), undefined);
});

test('from afar what lies on top is meant: notes and marks, then boxes, then cables, then areas', async () => {
  const { Canvas } = await import('../../static/js/canvas/canvas.js');
  const canvas = Object.assign(Object.create(Canvas.prototype), { camera: { transform: { k: 0.5 } }, marked: null });
  const at = (x, y) => canvas.keyPainted({ x, y });
  canvas.scene = scene({ ...lab, notes: [{ ...lab.notes[0], at: [90, 90] }] }, layout(lab, new Map()));
  assert.equal(at(100, 100), 'note:note1');
  canvas.scene = scene(lab, layout(lab, new Map()));
  assert.equal(at(100, 100), 'sandbox:app1');
  const [from] = [...canvas.scene.links.values()][0].curve;
  assert.equal(at(from.x, from.y + 6), 'endpoint:app1.eth0');
  assert.equal(at(390, 20), 'area:area1');
  assert.equal(at(500, 20), null);
});

test('a note breaks its lines at spaces, within its paper', () => {
  const note = { name: 'n', text: 'one two three four five six seven eight', at: [0, 0], width: 120 };
  const lines = linesOf(note);
  assert.ok(lines.length > 2);
  assert.equal(lines.join(' '), note.text);
  for (const line of lines) assert.ok(nameWidth(line) * 0.95 <= 120 - 2 * NOTE_PAD);
});

test('a word too long for a line is broken, and empty lines stay', () => {
  const note = { name: 'n', text: `${'x'.repeat(60)}\n\nend`, at: [0, 0], width: 100 };
  const lines = linesOf(note);
  assert.equal(lines.slice(-2)[0], '');
  assert.equal(lines.slice(0, -2).join(''), 'x'.repeat(60));
  assert.ok(heightOf(note) > heightOf({ ...note, text: 'end' }));
});

test('a straight stroke keeps its ends, a bent one its bend', () => {
  assert.deepEqual(simplified(stroke(50, () => 0)).map(({ x }) => x), [0, 49]);
  assert.deepEqual(simplified(stroke(50, (i) => Math.abs(i - 25))).map(({ x }) => x), [0, 25, 49]);
});

test('a stroke has no more points than a mark may have', () => {
  const wild = stroke(5000, (i) => (i % 2) * 40);
  assert.ok(simplified(wild).length <= 500);
});

test('points lie flat, x and y in turn, and come back', () => {
  const points = [{ x: 1, y: 2 }, { x: 3, y: 4 }];
  assert.deepEqual(flat(points), [1, 2, 3, 4]);
  assert.deepEqual(pointsOf([1, 2, 3, 4]), points);
});

test('a stroke begins and ends where the hand did', () => {
  assert.match(strokePath(stroke(9, (i) => i * i)), /^M0 0Q.* 8 64$/);
  assert.equal(strokePath([{ x: 0, y: 0 }, { x: 5, y: 5 }]), 'M0 0L5 5');
});

test('a stroke that comes back to its start closes, without a corner', () => {
  const corners = [[0, 0], [40, 0], [40, 40], [0, 40], [3, 4]].map(([x, y]) => ({ x, y }));
  assert.deepEqual(closed(corners, 5).at(-1), { x: 0, y: 0 });
  assert.deepEqual(closed(corners, 4), corners);
  assert.match(strokePath(closed(corners, 5)), /^M20 0Q.*20 0Z$/);
});

test('small areas lie on large ones, notes and marks on both', () => {
  const reversed = { ...lab, areas: [...lab.areas].reverse() };
  assert.deepEqual([...shapesOf(reversed, new Map()).keys()], ['area:area1', 'area:area2', 'note:note1', 'mark:mark1']);
});

test('a figure is elsewhere by as much as it was shifted', () => {
  for (const [kind, [figure]] of [['area', lab.areas], ['note', lab.notes], ['mark', lab.marks]]) {
    const before = figureBounds(kind, figure);
    const now = figureBounds(kind, { ...figure, ...shifted(figure, { x: 7, y: -3 }) });
    assert.deepEqual([now.left - before.left, now.top - before.top], [7, -3]);
    assert.deepEqual([now.right - before.right, now.bottom - before.bottom], [7, -3]);
  }
});

test('with an area moves what lies wholly in it', async () => {
  const load = carried(await canvasOf(lab), ['area:area1']);
  assert.deepEqual(load.keys.sort(), ['area:area1', 'area:area2', 'mark:mark1', 'network:lan1', 'note:note1', 'sandbox:app1']);
  assert.deepEqual(load.boxes.sort(), ['app1', 'lan1']);
});

test('without an area moves only what is chosen', async () => {
  assert.deepEqual(carried(await canvasOf(lab), ['sandbox:app2', 'note:note1']).keys, ['sandbox:app2', 'note:note1']);
});

test('what is moved comes to lie in the areas that hold all of it', async () => {
  const canvas = await canvasOf(lab);
  const around = (bounds, ...chosen) => areasAround(canvas, bounds, carried(canvas, chosen)).map(({ name }) => name);
  assert.deepEqual(around({ left: 300, top: 10, right: 350, bottom: 60 }, 'sandbox:app2'), ['area1']);
  assert.deepEqual(around({ left: 380, top: 10, right: 480, bottom: 60 }, 'sandbox:app2'), []);
  assert.deepEqual(around({ left: 50, top: 50, right: 90, bottom: 90 }, 'area:area1'), []);
});

test('a new figure takes the next free name of its kind', () => {
  const value = areaOver({ left: 0.4, top: 0, right: 100, bottom: 50.2 });
  const made = after(lab, addFigure('area', value)).areas.at(-1);
  assert.deepEqual(made, { name: 'area3', at: [0, 0], size: [100, 50] });
});

test('figures are shifted from where they are by then', () => {
  const moved = after(after(lab, shiftFigures(['note:note1'], { x: 5, y: 0 })), shiftFigures(['note:note1'], { x: 5, y: 0 }));
  assert.deepEqual(moved.notes[0].at, [30, 220]);
});

test('a copy of figures has fresh names and stands elsewhere', () => {
  const chosen = new Set(['area:area1', 'mark:mark1', 'sandbox:app1']);
  const fragment = fragmentOf(lab, (key) => chosen.has(key), new Map([['app1', { x: 100, y: 100 }]]));
  const copied = after(lab, paste(fragment, { x: 10, y: 20 }));
  assert.deepEqual(copied.areas.at(-1), { ...office, name: 'area3', at: [10, 20] });
  assert.deepEqual(copied.marks.at(-1), { name: 'mark2', points: [20, 30, 40, 40] });
  assert.deepEqual(copied.layout[copied.sandboxes.at(-1).name], [110, 120]);
});

test('figures are told to those who listen by what is read on them, and without a state', () => {
  const server = new Server(lab);
  const faces = new Faces(connected(server));
  assert.equal(faces.of('area:area1').label, 'area Office, blue');
  assert.equal(faces.of('note:note1').label, 'note Read me, yellow');
  assert.equal(faces.of('mark:mark1').label, 'mark mark1, red');
});

test('only what is drawn changes nothing for the engine', () => {
  const app = { name: 'app1', forwarding: false, icon: null };
  const figure = { kind: 'note', name: 'note1', before: null, after: { name: 'note1' } };
  const moved = { kind: 'layout', name: 'app1', before: null, after: { x: 1, y: 2 } };
  const icon = { kind: 'sandbox', name: 'app1', before: app, after: { ...app, icon: 'cloud' } };
  const router = { kind: 'sandbox', name: 'app1', before: app, after: { ...app, forwarding: true } };
  assert.equal(isOnlyDrawn([figure, moved, icon]), true);
  assert.equal(isOnlyDrawn([figure, router]), false);
  assert.equal(isOnlyDrawn([{ ...router, before: null }]), false);
});

test('a drawing leaves the effective revision where it is', () => {
  const server = new Server(lab);
  const model = connected(server);
  server.change([{ kind: 'note', name: 'note2', before: null, after: { name: 'note2', text: '', at: [0, 0] } }]);
  assert.deepEqual([model.topology.revision, model.topology.effective_revision], [2, 1]);
  server.change([{ kind: 'sandbox', name: 'app9', before: null, after: { name: 'app9' } }]);
  assert.equal(model.topology.effective_revision, 3);
});

test('every icon that a design may name has its picture', async () => {
  const read = (path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
  const schema = JSON.parse(await read('docs/patchboard-v1.schema.json'));
  const named = schema.$defs.Sandbox.properties.icon.anyOf.find((each) => each.enum).enum;
  const sprite = await read('static/icons.svg');
  assert.deepEqual(ICONS, named);
  for (const icon of ICONS) assert.ok(sprite.includes(`id="${spriteOf(icon)}"`), icon);
});
