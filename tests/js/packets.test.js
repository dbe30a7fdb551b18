import assert from 'node:assert/strict';
import { test } from 'node:test';

import { scene } from '../../static/js/canvas/scene.js';
import { commandFor, fieldAt, hueOf, inSeconds, wayOf } from '../../static/js/panels/packets/frames.js';
import { pcapng } from '../../static/js/panels/packets/pcapng.js';
import { addressesOf } from '../../static/js/panels/trail/form.js';
import { chosenSandboxes } from '../../static/js/panels/instrument_form.js';
import { Player } from '../../static/js/panels/trail/player.js';
import { inMicroseconds, keysOf, turnsOf, wayOf as wayOver } from '../../static/js/panels/trail/steps.js';
import { design } from './world.js';

const POINTS = [
  { name: 'app1.eth0', here: 'lan1', there: 'app1' },
  { name: 'lan1', here: 'lan1', there: '' },
];

/** A frame as a capture tells it. */
const frame = (more = {}) => ({
  ...{ number: 1, point: 0, time: 1500, outgoing: false, length: 60, data: btoa('\x01\x02\x03'), layers: [] },
  ...{ source: '10.0.0.2', destination: '10.0.0.3', protocol: 'ICMP', summary: 'echo request' },
  ...more,
});

test('what comes in at a port comes from the other end of its cable', () => {
  assert.equal(wayOf(frame(), POINTS), 'app1 → lan1');
  assert.equal(wayOf(frame({ outgoing: true }), POINTS), 'lan1 → app1');
});

test('at a bridge itself frames only pass, or come from its own address', () => {
  assert.equal(wayOf(frame({ point: 1 }), POINTS), 'at lan1');
  assert.equal(wayOf(frame({ point: 1, outgoing: true }), POINTS), 'from lan1');
});

test('times are in seconds to the microsecond', () => assert.equal(inSeconds(1_234_567_891), '1.234568'));

test('a protocol that is not known has no hue', () => {
  assert.equal(hueOf('ARP') > 0, true);
  assert.equal(hueOf('toString'), 0);
});

for (const [what, filter, command] of [
  ['names its points', '', 'capture lab app1.eth0 p1 | wireshark -k -i -'],
  ['quotes a filter', 'arp or icmp', "capture lab app1.eth0 p1 --filter 'arp or icmp' | wireshark -k -i -"],
  ['lets no filter out of its quotes', "x'; rm", "--filter 'x'\\''; rm' | wireshark -k -i -"],
])
  test(`the command for Wireshark ${what}`, () =>
    assert.equal(commandFor('lab', ['app1.eth0', 'p1'], filter).endsWith(command), true));

test('a byte belongs to the innermost field that holds it', () => {
  const layers = [
    ['Ethernet', 0, 14, [['type', 'IPv4', 12, 14]]],
    ['IPv4', 14, 34, [['version', '4', 14, 15], ['header length', '20 bytes', 14, 15]]],
  ];
  assert.equal(fieldAt(layers, 14)[0], 'header length');
  assert.equal(fieldAt(layers, 13)[0], 'type');
  assert.equal(fieldAt(layers, 40), undefined);
});

test('a file has a section, an interface for each point and a block for each frame', async () => {
  const bytes = new DataView(await pcapng(POINTS, 10n ** 18n, [frame(), frame({ point: 1 })]).arrayBuffer());
  const kinds = [];
  for (let at = 0; at < bytes.byteLength; at += bytes.getUint32(at + 4, true)) kinds.push(bytes.getUint32(at, true));
  assert.deepEqual(kinds, [0x0a0d0d0a, 1, 1, 6, 6]);
});

test('a frame in a file has its time in nanoseconds', async () => {
  const bytes = new DataView(await pcapng([], 10n ** 18n, [frame()]).arrayBuffer());
  const packet = bytes.getUint32(4, true);
  const [high, low] = [packet + 12, packet + 16].map((at) => BigInt(bytes.getUint32(at, true)));
  assert.equal((high << 32n) + low, 10n ** 18n + 1500n);
});

const lab = design({
  networks: ['lan1', 'lan2'],
  sandboxes: ['app1', 'router'],
  endpoints: ['app1.eth0>lan1', 'router.eth0>lan1'],
  patches: ['p1:lan1-lan2'],
  layout: {},
});
const places = new Map([
  ['app1', { x: 0, y: 0 }],
  ['lan1', { x: 400, y: 0 }],
  ['lan2', { x: 800, y: 0 }],
  ['router', { x: 400, y: 400 }],
]);
const drawn = scene(lab, places);

/** A step of a trail. */
const step = (from, to, cable, more = {}) => ({ turn: 0, time: 0, from, to, cable, arrived: true, ending: null, ...more });

for (const [from, to, cable] of [
  ['app1', 'lan1', 'app1.eth0'],
  ['lan1', 'app1', 'app1.eth0'],
  ['lan1', 'lan2', 'p1'],
  ['lan2', 'lan1', 'p1'],
  ['router', 'lan1', 'router.eth0'],
])
  test(`from ${from} to ${to} a frame moves along ${cable} and that way`, () => {
    const [a, , , d] = wayOver(drawn, step(from, to, cable));
    const near = (point, name) => Math.hypot(point.x - places.get(name).x, point.y - places.get(name).y);
    assert.equal(near(a, from) < near(d, from), true);
    assert.equal(near(d, to) < near(a, to), true);
  });

test('what leaves the drawing stays at the edge of it', () => {
  const [a, , , d] = wayOver(drawn, step('lan1', 'the machine', 'nothing drawn'));
  assert.deepEqual([a, d], [places.get('lan1'), places.get('lan1')]);
  assert.equal(wayOver(drawn, step('gone', 'too', 'nothing')), null);
});

test('a step touches its cable and what the cable joins', () => {
  assert.deepEqual(keysOf(drawn, step('app1', 'lan1', 'app1.eth0')), ['sandbox:app1', 'network:lan1', 'endpoint:app1.eth0']);
});

test('copies that leave together are one turn', () => {
  const steps = [step('a', 'b', 'c'), step('b', 'c', 'd', { turn: 1 }), step('b', 'e', 'f', { turn: 1 })];
  assert.deepEqual(turnsOf(steps).map(({ length }) => length), [1, 2]);
});

test('times of a trail are in microseconds', () => assert.equal(inMicroseconds(1_234_567), '1,235 µs'));

/** A player whose clock goes on when it is told to. */
function played(turns, still = false) {
  let tick = null;
  let now = 1000;
  const clock = {
    next: (each) => ((tick = each), 1),
    cancel: () => (tick = null),
  };
  const player = new Player(() => {}, () => still, clock);
  player.load(turns);
  return { player, goOn: (ms) => tick?.((now += ms)), runs: () => tick !== null };
}

test('a trail begins at its first turn, standing', () => {
  const { player, runs } = played(3);
  assert.deepEqual([player.turn, player.moved, runs()], [0, 1, false]);
});

test('playing moves, stands for a moment and goes on to the next turn', () => {
  const { player, goOn } = played(2);
  player.play();
  goOn(0);
  goOn(490);
  assert.equal(player.moved > 0.4 && player.moved < 0.6, true);
  goOn(700);
  assert.deepEqual([player.turn, player.moved], [0, 1]);
  goOn(300);
  assert.equal(player.turn, 1);
});

test('at the last turn it ends, and playing again begins anew', () => {
  const { player, goOn, runs } = played(2);
  player.play();
  for (let i = 0; i < 6; i += 1) goOn(1000);
  assert.deepEqual([player.turn, player.playing, runs()], [1, false, false]);
  player.play();
  assert.equal(player.turn, 0);
});

test('a step forward is seen to move, one back stands at once', () => {
  const { player, goOn } = played(3);
  player.step(1);
  goOn(0);
  goOn(100);
  assert.equal(player.turn === 1 && player.moved < 1, true);
  player.step(-1);
  assert.deepEqual([player.turn, player.moved], [0, 1]);
});

test('no step leads out of the trail', () => {
  const { player } = played(2);
  player.step(-1);
  assert.equal(player.turn, 0);
  player.go(9);
  player.step(1);
  assert.equal(player.turn, 1);
});

test('who wants nothing to move sees each step where it ends', () => {
  const { player, runs } = played(3, true);
  player.step(1);
  assert.deepEqual([player.turn, player.moved, runs()], [1, 1, false]);
});

test('twice the speed takes half the time', () => {
  const { player, goOn } = played(3);
  player.speed = 2;
  player.play();
  goOn(0);
  goOn(700);
  assert.equal(player.turn, 1);
});

test('a flow goes to any of the addresses that a sandbox was given', () => {
  const endpoints = [
    { name: 'r.eth0', sandbox: 'r', addresses: ['10.0.0.1/24', 'fd00::1/64'] },
    { name: 'r.eth1', sandbox: 'r', addresses: ['10.0.1.1/24'] },
    { name: 'pc.eth0', sandbox: 'pc', addresses: ['10.0.0.2/24'] },
    { name: 'x.eth0', sandbox: 'x' },
  ];
  const drawn = design({ endpoints });
  assert.deepEqual(addressesOf(drawn, 'r'), ['10.0.0.1', 'fd00::1', '10.0.1.1']);
  assert.deepEqual(addressesOf(drawn, 'x'), []);
});

test('an endpoint that is chosen stands for its sandbox', () => {
  const drawn = design({ sandboxes: ['pc', 'r'], endpoints: ['r.eth0>lan1'] });
  const [endpoint] = drawn.endpoints;
  const chosen = [
    { kind: 'endpoint', name: `${endpoint.sandbox}.${endpoint.interface}` },
    { kind: 'network', name: 'lan1' },
    { kind: 'sandbox', name: 'pc' },
    { kind: 'sandbox', name: 'r' },
  ];
  assert.deepEqual(chosenSandboxes({ chosen, model: { design: drawn } }), ['r', 'pc']);
});
