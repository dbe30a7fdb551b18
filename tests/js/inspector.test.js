import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { FIELDS, isAbout, isSet, read, written } from '../../static/js/inspector/fields/fields.js';
import { learn } from '../../static/js/design/drivers.js';
import { parsed } from '../../static/js/inspector/service.js';
import { joinWords, splitWords } from '../../static/js/inspector/words.js';
import { chord } from '../../static/js/commands/shortcuts.js';
import { design } from './world.js';

const schema = JSON.parse(
  await readFile(new URL('../../docs/patchboard-v1.schema.json', import.meta.url), 'utf8'),
);
/** What is shown otherwise than as a field of the table: names, places, and what an object joins. */
const ELSEWHERE = {
  network: ['name'],
  sandbox: ['name'],
  endpoint: ['sandbox', 'interface'],
  patch: ['name', 'networks'],
  area: ['name', 'at'],
  note: ['name', 'at'],
  mark: ['name', 'points'],
  scenario: ['name', 'steps'],
};
const DEFINED = {
  network: 'Network',
  sandbox: 'Sandbox',
  endpoint: 'Endpoint',
  patch: 'Patch',
  area: 'Area',
  note: 'Note',
  mark: 'Mark',
  scenario: 'Scenario',
};

for (const [kind, fields] of Object.entries(FIELDS)) {
  test(`the inspector has every field of a ${kind}`, () => {
    const known = new Set([...fields.map(({ field }) => field.split(/[.[]/)[0]), ...ELSEWHERE[kind]]);
    assert.deepEqual([...known].sort(), Object.keys(schema.$defs[DEFINED[kind]].properties).sort());
  });
}

test('the inspector has every option of a network', () => {
  const options = FIELDS.network.flatMap(({ field }) =>
    field.startsWith('options.') ? [field.slice(8)] : [],
  );
  assert.deepEqual(options.sort(), Object.keys(schema.$defs.NetworkOptions.properties).sort());
});

const field = (kind, name) => FIELDS[kind].find((each) => each.field === name);

test('an option is written with the others beside it', () => {
  const network = { name: 'lan1', options: { stp: false, mtu: 9000 } };
  assert.equal(read(field('network', 'options.mtu'), network), 9000);
  assert.deepEqual(written(field('network', 'options.stp'), network, true), {
    options: { stp: true, mtu: 9000 },
  });
  assert.deepEqual(written(field('network', 'options.mtu'), network, null), {
    options: { stp: false, mtu: 1500 },
  });
});

test('an empty field is left out', () => {
  assert.deepEqual(written(field('endpoint', 'mac'), { sandbox: 'a', network: 'b' }, null), { mac: null });
});

test('a problem stands beside the field that it is about', () => {
  assert.ok(isAbout(field('endpoint', 'addresses'), 'addresses[0]'));
  assert.ok(isAbout(field('network', 'options.mtu'), 'options.mtu'));
  assert.ok(!isAbout(field('network', 'options.stp'), 'options.mtu'));
});

test('a command survives being shown as a line', () => {
  const command = ['sh', '-c', 'echo "a b" \\ c', ''];
  assert.deepEqual(splitWords(joinWords(command)), command);
  assert.deepEqual(splitWords("python3 -m 'http server' 80"), ['python3', '-m', 'http server', '80']);
});

const press = (key, code, more = {}) =>
  chord({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('shortcuts do not depend on the keyboard', () => {
  assert.equal(press('z', 'KeyZ', { ctrlKey: true }), 'Ctrl+Z');
  assert.equal(press('Z', 'KeyY', { metaKey: true, shiftKey: true }), 'Ctrl+Shift+Z');
  assert.equal(press('д', 'KeyL'), 'L');
  assert.equal(press('!', 'Digit1', { shiftKey: true }), 'Shift+1');
  assert.equal(press('?', 'Minus', { shiftKey: true }), '?');
});

test('a setting that was removed is taken away, the others are written', () => {
  const sandbox = { name: 'a', sysctls: { 'net.ipv4.tcp_syncookies': '0', 'net.ipv4.ip_default_ttl': '9' } };
  const sysctls = field('sandbox', 'sysctls');
  assert.deepEqual(read(sysctls, sandbox)[0], ['net.ipv4.tcp_syncookies', '0']);
  assert.deepEqual(written(sysctls, sandbox, [['net.ipv4.ip_default_ttl', '64']]), {
    sysctls: { 'net.ipv4.tcp_syncookies': null, 'net.ipv4.ip_default_ttl': '64' },
  });
});

test('a resolver without anything in it is left out', () => {
  const sandbox = { name: 'a', resolver: { servers: ['10.0.0.53'], search: [], options: [] } };
  assert.deepEqual(written(field('sandbox', 'resolver.servers'), sandbox, []), { resolver: null });
});

test('a flapping cable is two durations in one line', () => {
  const flap = field('endpoint', 'flap');
  assert.deepEqual(flap.parse(['10s / 2s']), { up: '10s', down: '2s' });
  assert.deepEqual(flap.format({ up: '10s', down: '2s' }), ['10s / 2s']);
});

/** A driver as the page carries it. */
const driver = (name, traits = {}) => ({
  name,
  bridge: false,
  parent: false,
  vlan: false,
  uplink: false,
  modes: [],
  ...traits,
});

test('the drivers that one may choose are those that the page came with', () => {
  learn([driver('bridge', { bridge: true }), driver('hub', { bridge: true })]);
  assert.deepEqual(field('network', 'driver').choices(design()), ['bridge', 'hub']);
});

test('a network with a bridge may be a parent, whoever brought its driver', () => {
  learn([driver('bridge', { bridge: true }), driver('hub', { bridge: true }), driver('null')]);
  const networks = ['hub', 'null', 'gone'].map((each) => ({ name: `a-${each}`, driver: each }));
  const drawn = design({ networks: [...networks, 'lan1'] });
  assert.deepEqual(field('network', 'options.parent').choices(drawn), ['', 'a-hub', 'lan1']);
});

test('the mode that is meant when none is written is the first of the driver', () => {
  learn([driver('ipvlan', { parent: true, modes: ['l2', 'l3'] })]);
  assert.equal(field('network', 'options.mode').becomes(design(), { driver: 'ipvlan' }), 'l2');
});

test('a field is shown where it means something', () => {
  learn([driver('bridge', { bridge: true }), driver('vlan', { parent: true, vlan: true })]);
  const vlan = field('network', 'options.vlan');
  assert.ok(vlan.fits({ name: 'red', driver: 'vlan' }));
  assert.ok(!vlan.fits({ name: 'lan1' }));
  assert.ok(vlan.fits({ name: 'own', driver: 'somebodys' }));
});

test('what is set is told from what is meant by itself', () => {
  assert.ok(!isSet(field('network', 'options.ageing'), { name: 'lan1', options: { ageing: 300 } }));
  assert.ok(isSet(field('network', 'options.ageing'), { name: 'lan1', options: { ageing: 0 } }));
  assert.ok(!isSet(field('endpoint', 'rate'), { sandbox: 'a', network: 'b', rate: null }));
});

test('an environment is a line a variable', () => {
  assert.deepEqual(parsed('A=1\n\nB=x=y\n'), { A: '1', B: 'x=y' });
});
