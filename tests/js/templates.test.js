import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fragmentOf } from '../../static/js/arranging/fragment.js';
import { told } from '../../static/js/templates/naming.js';
import { moved } from '../../static/js/canvas/geometry.js';
import { EMPTY } from '../../static/js/design/objects.js';
import { fixing } from '../../static/js/live/fixing.js';
import { applyOperations } from '../../static/js/live/operations.js';
import { countsOf, extentOf, insertion, keysOf, roomFor } from '../../static/js/templates/part.js';

/** @import { Design, Problem } from '../../static/js/types.js' */

/** @type {Design} */
const PART = {
  ...EMPTY,
  networks: [{ name: 'lan1' }, { name: 'wire', driver: 'cable' }],
  sandboxes: [{ name: 'a' }, { name: 'b' }],
  endpoints: [
    { sandbox: 'a', network: 'wire', interface: 'eth0', addresses: ['10.0.0.1/30', '10.0.0.9/24'] },
    { sandbox: 'b', network: 'wire', interface: 'eth0' },
  ],
  layout: { a: [0, 0], b: [200, 0], lan1: [0, 100] },
};
const ROOM = { left: 0, top: 0, right: 200, bottom: 100 };
const at = (/** @type {[number, number]} */ by) => moved(ROOM, ...by);

test('a part is inserted with all its objects, moved as a whole', () => {
  const made = applyOperations(EMPTY, insertion(PART, [10, 20])(EMPTY));
  assert.deepEqual(made.networks, PART.networks);
  assert.equal(made.endpoints.length, 2);
  assert.deepEqual(made.layout.a, [10, 20]);
  assert.deepEqual(made.layout.lan1, [10, 120]);
});

test('what is chosen afterwards are its boxes, not its cables', () => {
  assert.deepEqual(keysOf(PART), ['sandbox:a', 'sandbox:b', 'network:lan1']);
  assert.equal(countsOf(PART), '2 sandboxes, 2 networks');
  assert.ok(/** @type {any} */ (extentOf(PART)).right > 200);
});

/** @type {Design} */
const EXPLAINED = {
  ...PART,
  areas: [{ name: 'area1', title: 'Office', at: [-300, -100], size: [900, 400] }],
  notes: [{ name: 'note1', text: 'Read me', at: [-400, 0] }],
  marks: [{ name: 'mark1', points: [0, 0, 10, 20] }],
};

test('a part is inserted with its figures, which move as all else does', () => {
  const made = applyOperations(EMPTY, insertion(EXPLAINED, [10, 20])(EMPTY));
  assert.deepEqual(made.areas, [{ ...EXPLAINED.areas[0], at: [-290, -80] }]);
  assert.deepEqual(made.notes, [{ ...EXPLAINED.notes[0], at: [-390, 20] }]);
  assert.deepEqual(made.marks, [{ ...EXPLAINED.marks[0], points: [10, 20, 20, 40] }]);
});

test('figures take room, are counted and chosen', () => {
  assert.deepEqual(extentOf(EXPLAINED), { left: -400, top: -100, right: 600, bottom: 300 });
  assert.equal(countsOf(EXPLAINED), '2 sandboxes, 2 networks, 1 area, 1 note, 1 mark');
  assert.deepEqual(keysOf(EXPLAINED).slice(3), ['area:area1', 'note:note1', 'mark:mark1']);
});

test('a part may be figures alone', () => {
  const alone = { ...EMPTY, notes: EXPLAINED.notes };
  assert.deepEqual(insertion(alone, [0, 0])(EMPTY).map(({ op }) => op), ['add']);
});

test('a template is made of what is chosen, figures by their kinds, boxes where they are seen', () => {
  const chosen = new Set(['sandbox:a', 'note:note1']);
  const fragment = fragmentOf(EXPLAINED, (key) => chosen.has(key), new Map([['a', { x: 3, y: 4 }]]));
  assert.deepEqual(told(fragment), { objects: ['a'], areas: [], notes: ['note1'], marks: [], layout: { a: [3, 4] } });
});

test('on an empty canvas a part stands in the middle', () => {
  assert.deepEqual(roomFor(ROOM, { x: 100, y: 50 }, []), [0, 0]);
});

test('where there is something a part stands beside it, as near as there is room', () => {
  const taken = { left: -50, top: -50, right: 250, bottom: 150 };
  const there = at(roomFor(ROOM, { x: 100, y: 50 }, [taken]));
  assert.ok(there.right < -50 || there.left > 250 || there.bottom < -50 || there.top > 150);
  assert.ok(Math.hypot(there.left, there.top) < 500);
});

/** @param {string} title @param {...any} operations @returns {Problem} */
const problem = (title, ...operations) => ({
  ...{ kind: 'endpoint', name: 'a.eth0', field: 'addresses', reason: '', remedy: '' },
  fix: { title, operations },
});
const SET = { op: 'set', kind: 'endpoint', name: 'a.eth0', fields: { 'addresses[1]': '10.0.0.2/30' } };

test('fixes are made once each, and not of what is gone', () => {
  const gone = { ...SET, name: 'c.eth0' };
  assert.deepEqual(fixing([problem('x', SET), problem('y', SET, gone)])(PART), [SET]);
});

test('a fix is seen before the server answers', () => {
  const [mended] = applyOperations(PART, fixing([problem('x', SET)])(PART)).endpoints;
  assert.deepEqual(mended.addresses, ['10.0.0.1/30', '10.0.0.2/30']);
  const stp = { op: 'set', kind: 'network', name: 'lan1', fields: { 'options.stp': true } };
  const [lan] = applyOperations(PART, fixing([problem('x', stp)])(PART)).networks;
  assert.deepEqual(lan.options, { stp: true });
});

test('what is so already changes nothing', () => {
  const same = { ...SET, fields: { 'addresses[0]': '10.0.0.1/30' } };
  assert.equal(applyOperations(PART, fixing([problem('x', same)])(PART)), PART);
});
