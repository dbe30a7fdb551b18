import assert from 'node:assert/strict';
import { test } from 'node:test';

import { linkNear } from '../../static/js/canvas/near.js';
import { paintPauses } from '../../static/js/canvas/painted_signs.js';
import { reach } from '../../static/js/canvas/reach.js';
import { Wheel } from '../../static/js/canvas/wheel.js';
import { layout } from '../../static/js/canvas/layout.js';
import { scene } from '../../static/js/canvas/scene.js';
import { commandEntries, objectEntries } from '../../static/js/search/entries.js';
import { ranked } from '../../static/js/search/ranking.js';
import { design } from './world.js';

const lab = design({
  networks: [{ name: 'lan1', subnets: ['10.1.0.0/24'] }, { name: 'lan12' }],
  sandboxes: ['app1', 'app12', 'web-app', { name: 'edge', forwarding: true }],
  endpoints: [
    { sandbox: 'app12', network: 'lan1', interface: 'eth0', addresses: ['10.1.0.7/24'], mac: '02:00:00:00:ab:cd' },
    { sandbox: 'edge', network: 'lan1', interface: 'eth0', addresses: ['10.1.0.1/24'] },
  ],
});
const commands = [
  { id: 'fit', title: 'Fit everything', group: 'Look', keys: ['Shift+1'], run: () => {} },
  { id: 'deploy', title: 'Deploy', group: 'Make it real', why: () => 'there is nothing to deploy yet', run: () => {} },
  { id: 'drift', title: 'Show drift, or put it back', group: 'Make it real', says: () => 'Put drift back', run: () => {} },
];
const all = [...commandEntries(commands), ...objectEntries(lab)];
const titles = (query, recent = []) => ranked(all, query, recent).map(({ title }) => title);

test('who is called exactly so comes first, then who begins so, then who contains it', () => {
  assert.deepEqual(titles('app1').slice(0, 2), ['sandbox app1', 'sandbox app12']);
  assert.equal(titles('app').indexOf('sandbox web-app') > titles('app').indexOf('sandbox app12'), true);
});

test('a few letters of a name come before a command that begins with them', () => {
  const more = [...commandEntries([{ id: 'a', title: 'Appearance: light', group: 'Look', run: () => {} }]), ...all];
  assert.equal(ranked(more, 'app', [])[0].title, 'sandbox app1');
});

for (const [what, query, title] of [
  ['its address', '10.1.0.7', 'endpoint app12.eth0'],
  ['its MAC', 'ab:cd', 'endpoint app12.eth0'],
  ['its subnet', '10.1.0.0/24', 'network lan1'],
  ['its kind and name', 'router edge', 'router edge'],
  ['the initial letters of a command', 'fe', 'Fit everything'],
  ['the title that a command has just now', 'back drift', 'Put drift back'],
]) {
  test(`something is found by ${what}`, () => assert.equal(titles(query)[0], title));
}

test('what matches nothing is not found', () => assert.deepEqual(titles('app1 nowhere'), []));

test('of things that match alike the one used last comes first', () => {
  assert.equal(titles('', ['sandbox:edge', 'command:fit'])[0], 'router edge');
  assert.equal(titles('app1', ['sandbox:app12'])[0], 'sandbox app1');
});

test('a command that cannot be run says why', () => {
  const deploy = all.find(({ id }) => id === 'command:deploy');
  assert.equal(deploy.detail, 'there is nothing to deploy yet');
});

const turn = (fields) => ({ deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false, ...fields });

test('a notch of a mouse zooms, two fingers pan, a pinch zooms', () => {
  assert.ok(new Wheel().read(turn({ deltaY: -100, timeStamp: 0 })).zoom > 1);
  assert.deepEqual(new Wheel().read(turn({ deltaX: 3, deltaY: 4, timeStamp: 0 })), { pan: [-3, -4] });
  assert.ok(new Wheel().read(turn({ deltaY: 2.5, ctrlKey: true, timeStamp: 0 })).zoom < 1);
});

test('a fast swipe of two fingers pans to its end', () => {
  const wheel = new Wheel();
  wheel.read(turn({ deltaY: 4, timeStamp: 0 }));
  assert.deepEqual(wheel.read(turn({ deltaY: 120, timeStamp: 16 })), { pan: [-0, -120] });
  assert.ok('zoom' in wheel.read(turn({ deltaY: 120, timeStamp: 900 })));
});

test('with Shift a wheel pans sideways, whether or not the browser has turned it already', () => {
  assert.deepEqual(new Wheel().read(turn({ deltaY: 100, shiftKey: true, timeStamp: 0 })), { pan: [-100, 0] });
  assert.deepEqual(new Wheel().read(turn({ deltaX: 100, shiftKey: true, timeStamp: 0 })), { pan: [-100, -0] });
});

test('a notch with Ctrl zooms no farther than one without', () => {
  const [plain, ctrl] = [false, true].map((ctrlKey) => new Wheel().read(turn({ deltaY: 100, ctrlKey, timeStamp: 0 })).zoom);
  assert.equal(plain, ctrl);
});

test('a point of the minimap is the point of the world that is drawn there', () => {
  const small = reach({ left: -400, top: -100, right: 1600, bottom: 900 }, 184, 128, 8);
  const { x, y } = small.back(small.x(250), small.y(30));
  assert.deepEqual([Math.round(x), Math.round(y)], [250, 30]);
  assert.deepEqual([small.x(-400), small.x(1600)].map(Math.round), [8, 176]);
});

test('a cable is meant when the pointer is near it, and not from farther', () => {
  const what = design({ networks: ['lan1'], sandboxes: ['a'], endpoints: ['a.eth0>lan1'], layout: { a: [0, 0], lan1: [0, 400] } });
  const { links } = scene(what, layout(what, new Map()));
  assert.equal(linkNear(links.values(), { x: 3, y: 200 }, 5)?.name, 'a.eth0');
  assert.equal(linkNear(links.values(), { x: 12, y: 200 }, 5), null);
});

/** As much of what paints as says what was filled, and where. */
function brush() {
  globalThis.DOMMatrix = class {
    constructor(place) {
      this.place = place;
    }
  };
  globalThis.Path2D = class {
    arc() {}
    addPath(_path, { place }) {
      this.place = place;
    }
  };
  const filled = [];
  return { filled, fill: (path) => filled.push(path.place), stroke: () => {} };
}

test('from afar what is paused has a sign at its corner, as large on the screen until it would hide the card', () => {
  const what = design({ sandboxes: ['a', { name: 'b', paused: true }], layout: { a: [0, 0], b: [500, 0] } });
  const shown = scene(what, layout(what, new Map()));
  const signs = (k) => {
    const context = brush();
    paintPauses(context, { of: (colour) => colour }, shown, what, k);
    return context.filled;
  };
  const { rect } = shown.boxes.get('sandbox:b');
  const [[larger, , , , x, y], ...more] = signs(0.5);
  assert.deepEqual(more, []);
  assert.deepEqual([x, y], [rect.x + rect.w / 2 - 4, rect.y + rect.h / 2 - 4]);
  assert.equal(signs(0.25)[0][0], 2 * larger);
  assert.equal(signs(0.01)[0][0], signs(0.02)[0][0]);
});
