import assert from 'node:assert/strict';
import { test } from 'node:test';

import { layout } from '../../static/js/canvas/layout.js';
import { scene } from '../../static/js/canvas/scene.js';
import { written } from '../../static/js/pictures/colours.js';
import { dayOf, fileName } from '../../static/js/pictures/files.js';
import { inRange, needed } from '../../static/js/pictures/fonts.js';
import { networkRows, sandboxRows } from '../../static/js/pictures/inventory.js';
import { partOf } from '../../static/js/pictures/part.js';
import { tooLarge } from '../../static/js/pictures/png.js';
import { design } from './world.js';

const lab = design({
  networks: ['lan1', 'lan2', { name: 'c1', driver: 'cable' }],
  sandboxes: ['app1', 'app2', 'app3'],
  endpoints: ['app1.eth0>lan1', 'app2.eth0>lan1', 'app2.eth1>c1', 'app3.eth0>c1'],
  patches: ['p1:lan1-lan2'],
});
const drawn = scene(lab, layout(lab, new Map()));
const part = (...keys) => {
  const { boxes, links, ends } = partOf(drawn, new Set(keys));
  return { boxes: [...boxes.keys()].sort(), links: [...links.keys()].sort(), ends: [...ends.keys()].sort() };
};

test('of what is chosen, the links between come along and no others', () => {
  assert.deepEqual(part('sandbox:app1', 'network:lan1'), {
    boxes: ['network:lan1', 'sandbox:app1'],
    links: ['endpoint:app1.eth0'],
    ends: [],
  });
});

test('a chosen link brings what it joins', () => {
  assert.deepEqual(part('patch:p1').boxes, ['network:lan1', 'network:lan2']);
});

test("a cable's chosen end brings the cable and both of its sandboxes", () => {
  assert.deepEqual(part('endpoint:app3.eth0'), {
    boxes: ['sandbox:app2', 'sandbox:app3'],
    links: ['network:c1'],
    ends: ['endpoint:app2.eth1', 'endpoint:app3.eth0'],
  });
});

test('everything chosen is everything', () => {
  const { boxes, links, ends } = partOf(drawn, new Set([...drawn.boxes.keys(), ...drawn.links.keys()]));
  assert.deepEqual([boxes.size, links.size, ends.size], [drawn.boxes.size, drawn.links.size, drawn.ends.size]);
});

test('a file is called by topology and day, as the calendar here has it', () => {
  const late = new Date(2026, 0, 2, 23, 59);
  assert.equal(dayOf(late), '2026-01-02');
  assert.equal(fileName('lab', late, 'svg'), 'lab-2026-01-02.svg');
});

for (const [channels, said] of [
  [[10, 96, 156, 255], '#0a609c'],
  [[0, 0, 0, 0], 'none'],
  [[255, 0, 0, 128], 'rgba(255,0,0,0.502)'],
]) {
  test(`the channels ${channels} are written ${said}`, () => assert.equal(written(...channels), said));
}

test('a range of characters is read as stylesheets write it', () => {
  const has = inRange('U+0-FF, U+2212, u+400-45f');
  assert.deepEqual(['a', '−', 'б', '→'].map(has), [true, true, true, false]);
});

test('of the fonts only those come along of which there is a character in that weight', () => {
  const file = (name, family, weight, range) => ({ name, family, weight, range });
  const files = [
    file('sans', 'Plex Sans', '100 700', 'U+0-FF'),
    file('sans-greek', 'Plex Sans', '100 700', 'U+370-3FF'),
    file('mono-400', 'Plex Mono', '400', 'U+0-FF'),
    file('mono-500', 'Plex Mono', '500', 'U+0-FF'),
  ];
  const used = new Map([
    ['Plex Sans 600', new Set('app1')],
    ['Plex Mono 500', new Set('eth0')],
  ]);
  assert.deepEqual(
    needed(files, used).map(({ name }) => name),
    ['sans', 'mono-500'],
  );
});

test('a picture that no browser can paint is refused with its size and a remedy', () => {
  assert.equal(tooLarge({ width: 2000, height: 1000 }, 3), '');
  assert.match(tooLarge({ width: 9000, height: 100 }, 2), /18000 × 200 pixels .* choose a smaller size or SVG/);
  assert.match(tooLarge({ width: 8000, height: 6000 }, 2), /16000 × 12000/);
});

test('on paper a sandbox is named once, above its interfaces', () => {
  assert.deepEqual(
    sandboxRows({ ...lab, sandboxes: [{ name: 'app10' }, { name: 'app2', forwarding: true }] }),
    [
      ['app2 (router)', 'eth0', 'lan1', '–'],
      ['', 'eth1', 'c1', '–'],
      ['app10', '–', '', ''],
    ],
  );
});

test('on paper a network says its driver, subnets and gateway', () => {
  const networks = [{ name: 'lan1', subnets: ['10.0.0.0/24', 'fd00::/64'], gateway: ['10.0.0.1'] }];
  assert.deepEqual(networkRows({ ...lab, networks }), [
    ['lan1', 'bridge', '10.0.0.0/24, fd00::/64', '10.0.0.1'],
  ]);
});
