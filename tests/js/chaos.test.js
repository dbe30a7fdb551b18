/** Chaos switches and scenarios: what they ask for, of which design. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delayText, lossText, milliseconds, percent } from '../../static/js/chaos/amounts.js';
import { clock, seconds, stepOn } from '../../static/js/chaos/clock.js';
import { conditionOf, cut, flap, impair, restore, wiresOf } from '../../static/js/chaos/deeds.js';
import { EMPTY } from '../../static/js/design/objects.js';
import { isOnlyDrawn } from '../../static/js/live/delta.js';
import { applyOperations } from '../../static/js/live/operations.js';
import { addStep, changeStep, freeName, make, removeStep } from '../../static/js/panels/scenarios/edits.js';
import { whereTo } from '../../static/js/panels/scenarios/typing.js';
import { Server, connected } from './world.js';

const LAB = {
  ...EMPTY,
  sandboxes: [{ name: 'app1' }, { name: 'app2' }],
  networks: [{ name: 'lan1' }, { name: 'lan2' }, { name: 'wire', driver: 'cable' }],
  endpoints: [
    { sandbox: 'app1', network: 'lan1', interface: 'eth0' },
    { sandbox: 'app1', network: 'wire', interface: 'eth1' },
    { sandbox: 'app2', network: 'wire', interface: 'eth0' },
  ],
  patches: [{ name: 'p1', networks: ['lan1', 'lan2'] }],
};

const after = (...intents) => intents.reduce((design, intent) => applyOperations(design, intent(design)), LAB);

test('a cable is cut and restored, and is as it was', () => {
  const [wire] = wiresOf(after(cut('patch', 'p1')), 'patch', 'p1');
  assert.equal(wire.wire.up, false);
  const design = after(flap('endpoint', 'app1.eth0'), restore('endpoint', 'app1.eth0'));
  assert.deepEqual(conditionOf(wiresOf(design, 'endpoint', 'app1.eth0')), conditionOf(wiresOf(LAB, 'endpoint', 'app1.eth0')));
});

test('a cable of two ends is cut at its first, and plugged in at both', () => {
  assert.deepEqual(
    cut('network', 'wire')(LAB).map(({ name }) => name),
    ['app1.eth1'],
  );
  const both = after(cut('endpoint', 'app1.eth1'), cut('endpoint', 'app2.eth0'));
  assert.equal(restore('network', 'wire')(both).length, 2);
});

test('what has no cable of its own cannot be cut', () => {
  for (const [kind, name] of [['network', 'lan1'], ['sandbox', 'app1'], ['note', 'note1'], ['patch', 'gone']])
    assert.deepEqual(cut(kind, name)(LAB), []);
});

test('a slider says nothing where there is nothing', () => {
  assert.deepEqual([delayText(0), delayText(20), lossText(0), lossText(5)], [null, '20ms', null, '5%']);
  assert.deepEqual([milliseconds(''), milliseconds('1.5s'), milliseconds('500us'), percent('2.5%')], [0, 1500, 0.5, 2.5]);
  assert.deepEqual(impair('patch', 'p1', { delay: null })(LAB)[0].fields, { delay: null });
});

test('moments read as people write them', () => {
  assert.deepEqual([clock(0), clock(10), clock(62.5)], ['0:00', '0:10', '1:02.5']);
  assert.deepEqual([seconds('0:10'), seconds('1:02.5'), seconds('90'), seconds(' 7 ')], [10, 62.5, 90, 7]);
  for (const text of ['', 'soon', '1:2:3', '-1']) assert.ok(Number.isNaN(seconds(text)), text);
});

test('a step is about what is chosen, and what was cut is restored next', () => {
  const name = freeName(LAB);
  const chosen = [{ kind: 'patch', name: 'p1' }];
  const [scenario] = after(make(name), addStep(name, chosen), addStep(name, chosen)).scenarios;
  assert.deepEqual(
    scenario.steps.map(({ at, do: deed, object }) => [at, deed, object]),
    [[0, 'cut', 'p1'], [10, 'restore', 'p1']],
  );
});

test('steps stand by the clock, and go one by one', () => {
  const two = [make('storm'), addStep('storm', [{ kind: 'sandbox', name: 'app2' }]), addStep('storm', [])];
  const [sorted] = after(...two, changeStep('storm', 0, { at: 30 })).scenarios;
  assert.deepEqual(sorted.steps.map(({ do: deed }) => deed), ['cut', 'pause']);
  const [rest] = after(...two, removeStep('storm', 0)).scenarios;
  assert.equal(rest.steps.length, 1);
});

test('another deed has another value, and another kind of object', () => {
  const begun = [make('storm'), addStep('storm', [{ kind: 'endpoint', name: 'app1.eth0' }])];
  const step = (changed) => after(...begun, ...changed.map((each) => changeStep('storm', 0, each))).scenarios[0].steps[0];
  assert.deepEqual([step([{ do: 'delay' }]).value, step([{ do: 'delay' }, { do: 'cut' }]).value], ['200ms', null]);
  assert.equal(step([{ do: 'pause' }]).object, 'app1');
  assert.equal(step([{ do: 'pause' }, { do: 'loss' }]).object, 'app1.eth0');
});

test('the step that is on is the last whose time has come', () => {
  const playing = { steps: [{ at: 1, do: 'cut', object: 'p1' }, { at: 2, do: 'restore', object: 'p1' }] };
  assert.deepEqual([stepOn(playing, 0.5)?.do, stepOn(playing, 1)?.do, stepOn(playing, 9)?.do], [undefined, 'cut', 'restore']);
});

test('a scenario is nothing that the engine has to do', () => {
  assert.ok(isOnlyDrawn([{ kind: 'scenario', name: 'storm', before: null, after: { name: 'storm', steps: [] } }]));
});

test('a switch asks for a deployment at once', () => {
  const server = new Server();
  const model = connected(server);
  model.editAtOnce(() => [{ op: 'set', kind: 'sandbox', name: 'app1', fields: { paused: true } }]);
  assert.equal(server.asked.deploy, true);
});

test('a step that is being written is found again where it went to', () => {
  const [cut, pause, flap] = ['cut', 'pause', 'flap'].map((deed, at) => ({ at: 10 * at, do: deed, object: 'p1', value: null }));
  const steps = [cut, pause, flap];
  assert.deepEqual(whereTo(steps, [pause, flap, { ...cut, at: 50 }]), [2, 0, 1]);
  assert.deepEqual(whereTo(steps, [cut, { ...pause, object: 'app1' }, flap]), [0, 1, 2]);
  assert.deepEqual(whereTo(steps, [cut, flap]), [0, -1, 1]);
  assert.deepEqual(whereTo(steps, [{ ...cut, at: 5 }, { ...pause, at: 6 }, flap]), [-1, -1, 2]);
  assert.deepEqual(whereTo([cut, cut], [cut, cut]), [0, 1]);
});
