import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FINDINGS } from '../../static/js/panels/analysis/findings.js';
import { comesBack } from '../../static/js/panels/analysis/matrix.js';

const rows = (id, found) => FINDINGS.find((each) => each.id === id).rows(found);
test('paths that depend on what is learned are not left out without a word', () => {
  const reach = { asymmetric: [], longest: { from: 'h1', to: 'r1', hops: 1, keys: [] }, learners: ['r1', 'r2'] };
  assert.deepEqual(
    rows('routes', { reach }).map(({ sentence }) => sentence),
    ['The longest path that is drawn is from h1 to r1: 1 hop', 'More paths depend on what r1 and r2 learn from others'],
  );
});

test('a ring is chosen with all of its networks and patches', () => {
  const ring = { networks: ['s1', 's2'], patches: ['p1', 'p2'] };
  const found = rows('loops', { loops: [{ ...ring, stp: ['s2'] }, { ...ring, stp: [] }] });
  assert.deepEqual(found[0].keys, ['network:s1', 'network:s2', 'patch:p1', 'patch:p2']);
  assert.match(found[0].sentence, /: STP of s2 breaks it$/);
  assert.match(found[1].sentence, /: frames run round it for ever, as none of them runs STP$/);
});

test('a way that is learned says of whom, and if it is one of several', () => {
  assert.equal(comesBack({ learners: [], varies: false }), 'a ping comes back');
  assert.equal(comesBack({ learners: ['r1', 'r2'], varies: false }), 'a ping comes back by routes that r1 and r2 will have learned');
  assert.match(comesBack({ learners: ['r1'], varies: true }), /learned, this way or by another that is as good$/);
});
