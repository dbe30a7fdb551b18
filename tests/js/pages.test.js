import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LARGEST_FIRST, comparison } from '../../static/js/pages/sorting.js';
import { ago } from '../../static/js/pages/time.js';

const NOW = new Date('2026-01-02T12:00:00Z');
const MINUTE = 60_000;

for (const [before, said] of [
  [0, 'just now'],
  [59_000, 'just now'],
  [MINUTE, '1 minute ago'],
  [150 * MINUTE, '2 hours ago'],
  [26 * 60 * MINUTE, '1 day ago'],
  [-5000, 'just now'],
]) {
  test(`${before} ms before now is said as ${said}`, () => {
    assert.equal(ago(new Date(NOW.getTime() - before), NOW), said);
  });
}

const row = (name, state, sandboxes, at = NOW.toISOString()) => ({
  dataset: { name, state, owner: 'anna', at },
  querySelector: () => ({ textContent: String(sandboxes) }),
});
const rows = [row('app10', 'in_sync', 2), row('app2', 'failed', 10), row('app1', 'drifted', 2)];
const sorted = (column, descending = false) =>
  [...rows].sort(comparison(column, descending)).map(({ dataset }) => dataset.name);

test('names are sorted as people count', () => {
  assert.deepEqual(sorted('name'), ['app1', 'app2', 'app10']);
  assert.deepEqual(sorted('name', true), ['app10', 'app2', 'app1']);
});

test('what needs an eye comes first', () => {
  assert.deepEqual(sorted('state'), ['app2', 'app1', 'app10']);
});

test('numbers are compared as numbers, equal ones by name', () => {
  assert.deepEqual(sorted('sandboxes', LARGEST_FIRST.has('sandboxes')), ['app2', 'app1', 'app10']);
});
