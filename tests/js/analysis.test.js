import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FINDINGS } from '../../static/js/panels/analysis/findings.js';

const rows = (id, found) => FINDINGS.find((each) => each.id === id).rows(found);
test('paths that depend on what is learned are not left out without a word', () => {
  const reach = { asymmetric: [], longest: { from: 'h1', to: 'r1', hops: 1 }, learners: ['r1', 'r2'] };
  assert.deepEqual(
    rows('routes', { reach }).map(({ sentence }) => sentence),
    ['The longest path that is drawn is from h1 to r1: 1 hop', 'More paths depend on what r1 and r2 learn from others'],
  );
});
