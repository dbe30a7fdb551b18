import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { yamlLanguage } from '@codemirror/lang-yaml';
import { ParseContext, foldService } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { choices } from '../../static/js/panels/text/completion.js';
import { placeAt } from '../../static/js/panels/text/place.js';
import { below, inSight } from '../../static/js/panels/text/reading.js';
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

const LONG = `networks:\n${Array.from({ length: 2000 }, (_, i) => `- name: lan${i}\n  mtu: 1400\n`).join('')}sandboxes: []\n`;
const READER = yamlLanguage.configure({ wrap: inSight }).parser;

/** How many letters of a text are read, with so many of them in sight. */
function lettersRead(doc, seen) {
  const context = ParseContext.create(READER, EditorState.create({ doc }), { from: 0, to: seen });
  context.work(60_000);
  return context.tree.length;
}

test('of a long text only what is in sight is read', () => {
  const read = lettersRead(LONG, 3000);
  assert.ok(read >= 2990 && read < 4000, `${read} letters are read`);
});

test('what comes into sight is read too, and a short text to its end', () => {
  assert.ok(lettersRead(LONG, 20_000) >= 19_990);
  assert.equal(lettersRead('name: lab\n', 3000), 10);
});

/** The lines that are folded with the line that is numbered so. */
function folded(text, number) {
  const state = EditorState.create({ doc: text, extensions: foldService.of(below) });
  const { from, to } = state.doc.line(number);
  const range = below(state, from, to);
  return range && [state.doc.lineAt(range.from).number + 1, state.doc.lineAt(range.to).number];
}

test('a line is folded with what stands further in, and a field with its list', () => {
  const text = 'networks:\n- name: lan1\n  mtu: 1400\n\n# next\n- name: lan2\nlayout:\n  lan1: [0, 0]\n';
  assert.deepEqual(folded(text, 1), [2, 6]);
  assert.deepEqual(folded(text, 2), [3, 3]);
  assert.equal(folded(text, 3), null);
  assert.equal(folded(text, 5), null);
  assert.deepEqual(folded(text, 7), [8, 8]);
});
