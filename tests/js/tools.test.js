import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resultOf } from '../../static/js/panels/tools/results.js';
import { design } from './world.js';

const LAB = /** @type {any} */ (
  design({
    networks: ['lan1'],
    sandboxes: ['app1', 'web'],
    endpoints: [{ sandbox: 'web', network: 'lan1', addresses: ['10.0.0.3/24', 'fd00::3/64'] }],
  })
);

/** What is found once these messages have come. @param {string} tool @param {string} target @param {...object} said */
const found = (tool, target, ...said) =>
  resultOf({ tool, sandbox: 'app1', target }, /** @type {any} */ (said), LAB);
/** @param {string} kind @param {string} value */
const record = (kind, value) => ({ type: 'record', kind, value });

test('an address that DNS answers stands at the sandbox that has it', () => {
  const { keys, tags, sentence } = found('dns', 'www.lab', record('A', '10.0.0.3'));
  assert.deepEqual([...tags], [['sandbox:web', { text: 'A 10.0.0.3', tone: 'good' }]]);
  assert.deepEqual(keys, ['sandbox:app1', 'sandbox:web']);
  assert.equal(sentence, 'www.lab is A 10.0.0.3');
});

test('several addresses of one sandbox are one tag, of which the first is read', () => {
  const { tags } = found('dns', 'www.lab', record('A', '10.0.0.3'), record('AAAA', 'fd00::3'));
  assert.deepEqual([...tags], [['sandbox:web', { text: 'A 10.0.0.3 and 1 more', tone: 'good' }]]);
});

test('on the way to an address that a sandbox has, other names are not tagged', () => {
  const { tags } = found('dns', 'www.lab', record('CNAME', 'web.lab.'), record('A', '10.0.0.3'));
  assert.deepEqual([...tags.keys()], ['sandbox:web']);
});

test('what DNS answers of an address that no sandbox has stands at the one that asked', () => {
  const { keys, tags } = found('dns', 'example.org', record('A', '192.0.2.7'));
  assert.deepEqual([...tags], [['sandbox:app1', { text: 'A 192.0.2.7', tone: 'good' }]]);
  assert.deepEqual(keys, ['sandbox:app1']);
});

test('a name under which nothing is found is marked at the one that asked, once the answer is there', () => {
  assert.equal(found('dns', 'nobody.lab').tags.size, 0);
  const { tags } = found('dns', 'nobody.lab', { type: 'ended', status: 0 });
  assert.deepEqual([...tags], [['sandbox:app1', { text: '✕ nothing found', tone: 'bad' }]]);
});
