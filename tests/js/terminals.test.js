import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cornerOf } from '../../static/js/canvas/corners.js';
import { whyNoTerminal } from '../../static/js/panels/terminals/opening.js';

/** A desk at which a sandbox runs. */
const desk = ({ barrier = '', deployed = true, mode = 'kernel', state = 'in_sync' } = {}) => ({
  barrier,
  model: { topology: { deployed }, engine: { mode }, stateOf: () => ({ state, reason: '' }) },
});

test('a terminal can be opened in a sandbox that runs, in whatever state', () => {
  for (const state of ['in_sync', 'drifted', 'degraded']) assert.equal(whyNoTerminal(desk({ state }), 'app1'), '');
});

test('who may only look, or looks at the past, is told why no terminal opens', () => {
  assert.match(whyNoTerminal(desk({ barrier: 'you may look, not edit' }), 'app1'), /you may look/);
});

test('no terminal opens where nothing runs: not deployed, not yet deployed, simulated', () => {
  assert.match(whyNoTerminal(desk({ deployed: false }), 'app1'), /deploy first/);
  assert.match(whyNoTerminal(desk({ state: 'designed' }), 'app1'), /app1 does not run yet/);
  assert.match(whyNoTerminal(desk({ mode: 'simulation' }), 'app1'), /simulates/);
});

const CARD = { x: 0, y: 0, w: 124, h: 52 };
/** What is written above the right half of the card. */
const LABEL = { left: 10, right: 100, top: -60, bottom: -30 };

test('the button of a terminal stands above the right corner, or below it where something is written', () => {
  assert.deepEqual(cornerOf(CARD, 26, []), { x: 22, y: -60 });
  assert.deepEqual(cornerOf(CARD, 26, [LABEL]), { x: 22, y: 34 });
});

test('where something is written at all corners, it stands where it would without', () => {
  const everywhere = { left: -200, right: 200, top: -200, bottom: 200 };
  assert.deepEqual(cornerOf(CARD, 26, [everywhere]), cornerOf(CARD, 26, []));
});

test('however large it is beside a small card, it leaves the handles for cables free', () => {
  for (const written of [[], [{ ...LABEL, top: -100, bottom: 100 }]]) {
    const { x } = cornerOf(CARD, 70, written);
    assert.ok(x >= 16 || x + 70 <= -16, String(x));
  }
});
