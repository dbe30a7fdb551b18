import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { choices } from '../../static/js/panels/text/completion.js';
import { placeAt } from '../../static/js/panels/text/place.js';
import { design } from './world.js';

const SCHEMA = JSON.parse(readFileSync(new URL('../../docs/patchboard-v1.schema.json', import.meta.url), 'utf8'));
const DRAWN = design({ networks: ['lan1', 'lan2'], sandboxes: ['app1', 'router'] });

/** The text with | where the cursor stands. */
const at = (text) => placeAt(text.replace('|', ''), text.indexOf('|'));
const offered = (text) => choices(SCHEMA, DRAWN, at(text)).map(({ label }) => label);

const ENDPOINT = 'endpoints:\n  - sandbox: app1\n    network: lan1\n    ';

test('at the left edge stand the fields of the design', () => {
  const { path, isValue } = at('patchboard: v1\n|');
  assert.deepEqual([path, isValue], [[], false]);
  assert.ok(offered('patchboard: v1\nn|').includes('networks'));
  assert.ok(!offered('patchboard: v1\nn|').includes('patchboard'));
});

test('in an item of a list stand its fields, without those that are there', () => {
  const { path, begun, taken } = at(`${ENDPOINT}ra|`);
  assert.deepEqual([path, begun, taken.toSorted()], [['endpoints', '*'], 'ra', ['network', 'sandbox']]);
  assert.ok(offered(`${ENDPOINT}ra|`).includes('rate'));
  assert.ok(!offered(`${ENDPOINT}ra|`).includes('sandbox'));
});

test('fields below and of the items around do not count as taken', () => {
  const { taken } = at('endpoints:\n  - sandbox: a\n    r|\n    loss: 1%\n  - sandbox: b\n    delay: 1ms\n');
  assert.deepEqual(taken.toSorted(), ['loss', 'sandbox']);
});

test('a list that is not indented is understood as well', () => {
  assert.deepEqual(at('sandboxes:\n- name: a\n  routes:\n  - to: x\n    v|').path, ['sandboxes', '*', 'routes', '*']);
});

test('between braces stand the fields of what they hold', () => {
  const { path, begun, taken } = at('endpoints:\n  - {sandbox: app1, network: lan1, lo|');
  assert.deepEqual([path, begun, taken], [['endpoints', '*'], 'lo', ['sandbox', 'network']]);
  assert.deepEqual(at('networks:\n  - name: lan1\n    options: {st|').path, ['networks', '*', 'options']);
  assert.deepEqual(at('sandboxes:\n  - name: a\n    routes: [{t|').path, ['sandboxes', '*', 'routes', '*']);
});

test('a closed brace is left behind', () => {
  assert.deepEqual(at('endpoints:\n  - {sandbox: app1}\n  - {network: |').path, ['endpoints', '*', 'network']);
});

test('a reference is completed by the names that there are', () => {
  assert.deepEqual(offered('endpoints:\n  - sandbox: r|'), ['app1', 'router']);
  assert.deepEqual(offered('endpoints:\n  - {sandbox: app1, network: |'), ['lan1', 'lan2']);
  assert.deepEqual(offered('patches:\n  - networks: [lan1, |'), ['lan1', 'lan2']);
});

test('a choice is completed by what may be chosen', () => {
  assert.deepEqual(offered('endpoints:\n  - sandbox: a\n    direction: |'), ['both', 'out', 'in']);
  assert.deepEqual(offered('networks:\n  - name: a\n    options:\n      stp: t|'), ['true', 'false']);
});

test('a name that holds lines takes no blank behind its colon', () => {
  const applied = choices(SCHEMA, DRAWN, at('net|')).find(({ label }) => label === 'networks')?.apply;
  assert.equal(applied, 'networks:');
});
