import assert from 'node:assert/strict';
import { test } from 'node:test';

/** The appearance is put on the page as soon as it is loaded; here is none. */
globalThis.document = {
  documentElement: { dataset: {} },
  querySelector: () => null,
  querySelectorAll: () => [],
};
globalThis.addEventListener = () => {};

const { commands } = await import('../../static/js/commands/table.js');

/** Commands ask only when they are looked at or run, so that anything does for what they work with. */
const bench = new Proxy({}, { get: () => bench });

/** @param {string[]} all */
const twice = (all) => all.filter((each, i) => all.indexOf(each) !== i);

test('no two commands share a key', () => {
  assert.deepEqual(twice(commands(bench).flatMap(({ keys = [] }) => keys)), []);
});

test('no two commands share an id', () => {
  assert.deepEqual(twice(commands(bench).map(({ id }) => id)), []);
});
