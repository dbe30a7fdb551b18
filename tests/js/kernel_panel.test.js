import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST, passes, together } from '../../static/js/panels/kernel/entries.js';
import { take } from '../../static/js/panels/kernel/tables.js';

const WHOLE = {
  type: 'table',
  table: 'routes',
  title: 'Routes',
  columns: ['To', 'Via'],
  commands: ['ip -n lab.pc1 route'],
  rows: [['a', 'default', '10.0.0.1'], ['b', '10.0.0.0/24', '']],
};

/** @param {...object} messages */
const after = (...messages) => {
  /** @type {Map<string, import('../../static/js/panels/kernel/tables.js').KernelTable>} */
  const tables = new Map();
  const changed = messages.map((each) => take(tables, /** @type {any} */ (each)));
  return { table: tables.get('routes'), changed: changed.at(-1) };
};

test('a table that is told as a whole has its rows, of which none lights up', () => {
  const { table, changed } = after(WHOLE);
  assert.deepEqual([...(table?.rows ?? [])], [['a', ['default', '10.0.0.1']], ['b', ['10.0.0.0/24', '']]]);
  assert.deepEqual(changed, []);
});

test('of a row that changed only the cells that are others light up', () => {
  const { table, changed } = after(WHOLE, { type: 'rows', table: 'routes', set: [['a', 'default', '10.0.0.2']], gone: [] });
  assert.deepEqual(table?.rows.get('a'), ['default', '10.0.0.2']);
  assert.deepEqual(changed, [{ key: 'a', columns: [1] }]);
});

test('a row that is new lights up as a whole, and one that went is gone', () => {
  const { table, changed } = after(WHOLE, { type: 'rows', table: 'routes', set: [['c', 'x', 'y']], gone: ['b'] });
  assert.deepEqual([...(table?.rows.keys() ?? [])], ['a', 'c']);
  assert.deepEqual(changed, [{ key: 'c', columns: [0, 1] }]);
});

test('rows of a table that was never told are left alone', () => {
  assert.equal(after({ type: 'rows', table: 'routes', set: [['c', 'x']], gone: [] }).table, undefined);
});

const ROUTE = { at: 0, place: 'pc1', about: 'route', line: 'default via 10.0.0.1 dev eth0' };

test('a filter is words that all stand somewhere', () => {
  assert.ok(passes('')(ROUTE));
  assert.ok(passes('PC1 via')(ROUTE));
  assert.ok(!passes('pc1 eth1')(ROUTE));
  assert.ok(passes('fabric')({ ...ROUTE, place: '' }));
});

test('the log holds so many lines, the newest', () => {
  const entries = Array.from({ length: MOST }, (_, at) => ({ ...ROUTE, at }));
  const all = together(entries, [{ ...ROUTE, at: MOST }]);
  assert.equal(all.length, MOST);
  assert.equal(all[0].at, 1);
});
