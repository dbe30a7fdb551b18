import assert from 'node:assert/strict';
import { test } from 'node:test';

/** The appearance is put on the page as soon as it is loaded; here is none. */
globalThis.document = {
  documentElement: { dataset: {} },
  querySelector: () => null,
  querySelectorAll: () => [],
};
globalThis.addEventListener = () => {};

const { gripsOf } = await import('../../static/js/gestures/sizing.js');

const area = { kind: /** @type {const} */ ('area'), bounds: { left: 0, top: 0, right: 400, bottom: 200 } };

test('an area is sized by its corners and edges', () => {
  assert.equal(gripsOf(area, 1).length, 8);
});

test('from afar an area has no grip between two that are near each other', () => {
  assert.deepEqual(gripsOf(area, 0.2), ['nw', 'n', 'ne', 'se', 's', 'sw']);
  assert.deepEqual(gripsOf(area, 0.13), ['nw', 'ne', 'se', 'sw']);
});

test('an area that is nearly nothing on the screen has no grips, as they would cover it', () => {
  assert.deepEqual(gripsOf(area, 0.1), []);
});

test('a note has one grip as long as it is wider than that', () => {
  const note = { kind: /** @type {const} */ ('note'), bounds: { left: 0, top: 0, right: 160, bottom: 40 } };
  assert.deepEqual(gripsOf(note, 0.2), ['e']);
  assert.deepEqual(gripsOf(note, 0.1), []);
});
