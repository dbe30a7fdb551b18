import assert from 'node:assert/strict';
import { test } from 'node:test';

import { changing } from '../../static/js/panels/table/changes.js';
import { COLUMNS } from '../../static/js/panels/table/columns.js';
import { carriedOut, plan, sentence } from '../../static/js/panels/table/paste.js';
import { arranged, filtered, rowsOf } from '../../static/js/panels/table/rows.js';
import { parse, write } from '../../static/js/panels/table/tsv.js';
import { learn } from '../../static/js/design/drivers.js';
import { FIELDS } from '../../static/js/inspector/fields/fields.js';
import { meant, textOf } from '../../static/js/inspector/fields/texts.js';
import { applyOperations } from '../../static/js/live/operations.js';
import { Server, connected, design } from './world.js';

const lab = design({
  networks: [
    { name: 'lan1', subnets: ['10.0.10.0/24'], gateway: ['10.0.10.1'], options: { stp: false, mtu: 9000 } },
    { name: 'lan2', subnets: ['10.0.9.0/24'] },
    { name: 'wire', driver: 'cable', subnets: [] },
  ],
  sandboxes: ['app10', 'app2', { name: 'app1', forwarding: true, services: [{ name: 'web', command: ['x'] }] }],
  endpoints: [
    { sandbox: 'app2', interface: 'eth0', network: 'lan1', addresses: ['10.0.10.10/24'], rate: '1gbit' },
    { sandbox: 'app1', interface: 'eth0', network: 'lan1', addresses: ['10.0.10.9/24'], rate: '200mbit' },
    { sandbox: 'app10', interface: 'eth0', network: 'lan2', addresses: [] },
  ],
  patches: ['p1:lan1-lan2'],
});
const NONE = { bridge: false, parent: false, vlan: false, uplink: false, modes: [] };
learn([
  { ...NONE, name: 'bridge', bridge: true },
  { ...NONE, name: 'cable' },
  { ...NONE, name: 'vlan', parent: true, vlan: true },
  { ...NONE, name: 'macvlan', parent: true, modes: ['bridge', 'private'] },
]);
const rows = (kind) => rowsOf(connected(new Server(lab)), kind, COLUMNS[kind]);
const order = (kind, column, descending = false) =>
  arranged(rows(kind), COLUMNS[kind], { column, descending }).map(({ name }) => name);
const cell = (kind, name, column) =>
  rows(kind).find((each) => each.name === name).texts[COLUMNS[kind].findIndex(({ id }) => id === column)];
const at = (kind, id) => COLUMNS[kind].findIndex((each) => each.id === id);
const target = (kind, row, column, names = rows(kind).map(({ name }) => name)) => ({
  design: lab,
  kind,
  columns: COLUMNS[kind],
  names,
  row,
  column: at(kind, column),
});
const after = (kind, found) => applyOperations(lab, carriedOut(kind, found)(lab));

test('cells come apart at tabs and lines, and quotes hold both together', () => {
  assert.deepEqual(parse('a\tb\r\n"1\n2"\t"say ""hi"""\r\n\t\r\n'), [
    ['a', 'b'],
    ['1\n2', 'say "hi"'],
  ]);
  assert.deepEqual(parse('"""a"""\t\n\nb\t 5" pipe'), [['"a"', ''], [''], ['b', '5" pipe']]);
  assert.deepEqual(parse(''), []);
});

test('what is copied comes back when it is pasted', () => {
  const cells = [
    ['app1', 'a "b"\tc', ''],
    ['x', 'two\nlines', 'y'],
  ];
  assert.deepEqual(parse(write(cells)), cells);
});

test('names are in the order in which people count', () => {
  assert.deepEqual(order('sandbox', 'name'), ['app1', 'app2', 'app10']);
  assert.deepEqual(order('sandbox', 'name', true), ['app10', 'app2', 'app1']);
});

test('addresses and rates are sorted by what they are worth, and empty cells come last either way', () => {
  assert.deepEqual(order('network', 'subnets'), ['lan2', 'lan1', 'wire']);
  assert.deepEqual(order('endpoint', 'rate'), ['app1.eth0', 'app2.eth0', 'app10.eth0']);
  assert.deepEqual(order('endpoint', 'rate', true), ['app2.eth0', 'app1.eth0', 'app10.eth0']);
});

test('IPv6 addresses are sorted by number, after IPv4', () => {
  const named = ['fd00::10', 'fd00::a', 'fd00:0:0:1::', '10.0.0.1'].map((address) => ({ name: address }));
  const { worth } = COLUMNS.endpoint[at('endpoint', 'addresses')];
  const by = [...named].sort((a, b) => (worth(a.name) < worth(b.name) ? -1 : 1));
  assert.deepEqual(
    by.map(({ name }) => name),
    ['10.0.0.1', 'fd00::a', 'fd00::10', 'fd00:0:0:1::'],
  );
});

test('a filter looks into every cell, and every word has to be somewhere', () => {
  const found = (kind, text) => filtered(rows(kind), text).map(({ name }) => name);
  assert.deepEqual(found('sandbox', '10.9/24'), ['app1']);
  assert.deepEqual(found('endpoint', 'LAN1 gbit'), ['app2.eth0']);
  assert.deepEqual(found('network', 'nothing like it'), []);
});

test('a cell says what the inspector says, and what is so where nothing is set', () => {
  assert.equal(cell('network', 'lan1', 'options.mtu'), '9000');
  assert.equal(cell('network', 'lan2', 'options.mtu'), '1500');
  assert.equal(cell('network', 'wire', 'options.stp'), '');
  assert.equal(cell('endpoint', 'app10.eth0', 'addresses'), 'none');
  assert.equal(cell('sandbox', 'app1', 'services'), 'web');
  assert.match(rows('endpoint')[0].implied[at('endpoint', 'mac')], /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
});

test('every field that a cell edits survives being shown as text', () => {
  for (const fields of Object.values(FIELDS))
    for (const field of fields.filter(({ control, columns }) => control !== 'services' && !(columns?.length > 1))) {
      const value = { yes: true, number: 7, list: ['10.0.0.1', 'fd00::1'], choice: field.choices?.(lab).at(-1) }[field.control];
      if (value !== undefined) assert.deepEqual(meant(field, textOf(field, value), lab), { value, reason: '' });
    }
});

test('several options of one network are set together', () => {
  const cells = [
    { column: COLUMNS.network[at('network', 'options.stp')], value: true },
    { column: COLUMNS.network[at('network', 'options.mtu')], value: 1400 },
  ];
  const made = applyOperations(lab, changing('network', [{ name: 'lan1', cells }])(lab));
  assert.deepEqual(made.networks[0].options, { stp: true, mtu: 1400 });
});

test('a paste fills cells to the right and down from the one in focus', () => {
  const found = plan(target('endpoint', 1, 'rate'), parse('10mbit\t5ms\n\t20ms'));
  assert.deepEqual([found.adds, found.refused], [[], []]);
  const made = after('endpoint', found);
  assert.deepEqual(
    made.endpoints.map(({ rate, delay }) => [rate ?? null, delay ?? null]),
    [['1gbit', null], ['10mbit', '5ms'], [null, '20ms']],
  );
});

test('rows past the end add objects, with what is given', () => {
  const found = plan(target('sandbox', 2, 'name'), parse('app1\t\tyes\ndb\t\tno\n\t\tyes'));
  assert.deepEqual(
    found.adds.map(({ value }) => value),
    [{ name: 'db', forwarding: false }, { name: 'app3', forwarding: true }],
  );
  assert.equal(found.same, 1);
});

test('under a header row objects are known by their names: there changed, else added', () => {
  const found = plan(target('network', 0, 'name', []), parse('MTU\tname\tSubnets\n1400\tlan2\t\n1500\tdmz\t10.7.0.0/24 fd07::/64'));
  assert.equal(sentence('network', found), 'Adds 1 network, changes 1');
  const made = after('network', found);
  assert.deepEqual(made.networks.at(-1), { name: 'dmz', options: { mtu: 1500 }, subnets: ['10.7.0.0/24', 'fd07::/64'] });
  assert.deepEqual([made.networks[1].options, made.networks[1].subnets], [{ mtu: 1400 }, ['10.0.9.0/24']]);
});

test('an empty cell leaves what comes by itself, and takes away what was set', () => {
  const found = plan(
    target('network', 0, 'name', []),
    parse('Name\tDriver\tSubnets\tSTP\tMTU\nlan1\t\t\t\t\nlan2\t\t\t\t'),
  );
  assert.equal(found.same, 1);
  assert.deepEqual(after('network', found).networks[0], { ...lab.networks[0], options: { stp: false, mtu: 1500 } });
});

test('endpoints under a header row are known by sandbox and interface', () => {
  const found = plan(
    target('endpoint', 0, 'sandbox', []),
    parse('Sandbox\tInterface\tNetwork\tLoss\napp1\teth0\tlan1\t1%\napp1\teth1\tlan2\t\napp1\t\tlan2\t2%'),
  );
  assert.deepEqual(
    found.adds.map(({ value }) => [value.interface, value.network]),
    [['eth1', 'lan2'], ['eth2', 'lan2']],
  );
  assert.deepEqual(found.changes.map(({ name }) => name), ['app1.eth0']);
});

test('rows that cannot be understood are listed with the reason, and the others are kept', () => {
  const found = plan(
    target('endpoint', 3, 'sandbox', []),
    parse('app1\teth5\tlan2\nghost\t\tlan1\napp2\t\t\napp2\t\tlan9\napp1\teth5\tlan1'),
  );
  assert.equal(found.adds.length, 1);
  assert.deepEqual(
    found.refused.map(({ line, reason }) => [line, reason]),
    [
      [2, 'Sandbox: ghost is no sandbox; choose app10, app2, app1'],
      [3, 'a new endpoint needs: Network'],
      [4, 'Network: lan9 is no network; choose lan1, lan2, wire'],
      [5, 'Interface: this name is used already'],
    ],
  );
});

test('a paste renames, and refuses what is no name or means nothing there', () => {
  const found = plan(target('network', 0, 'name'), parse('office\nNo Name'));
  assert.deepEqual(
    found.refused.map(({ reason }) => reason),
    ['Name: only a–z, 0–9 and -, not at either end'],
  );
  assert.deepEqual(after('network', found).networks.map(({ name }) => name), ['office', 'lan2', 'wire']);
  const stp = plan(target('network', 2, 'options.stp'), parse('yes'));
  assert.deepEqual(stp.refused, [{ line: 1, cells: ['yes'], reason: 'STP: means nothing for this one' }]);
});

test('what only tells is passed over, so copied rows change nothing when they are pasted back', () => {
  for (const kind of ['sandbox', 'network', 'endpoint', 'patch']) {
    const columns = COLUMNS[kind].map(({ title }) => title);
    const found = plan(target(kind, 0, COLUMNS[kind][0].id, []), [columns, ...rows(kind).map(({ texts }) => texts)]);
    assert.deepEqual(found, { adds: [], changes: [], same: rows(kind).length, refused: [] });
  }
});
