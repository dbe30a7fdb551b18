import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Company } from '../../static/js/company/company.js';

const PAUSE = 60;

/** A company whose words are kept, and that is told of people. */
function meet(t, ...names) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const said = [];
  const company = new Company({ send: (message) => said.push(message) }, () => 0);
  company.begin();
  const people = Object.fromEntries(names.map((name) => [name, { name }]));
  if (names.length) company.heard({ type: 'company', people });
  t.mock.timers.tick(PAUSE);
  return { company, said, pass: () => t.mock.timers.tick(PAUSE) };
}

test('who comes says so, even to nobody', (t) => {
  assert.deepEqual(meet(t).said, [{ type: 'presence' }]);
});

test('alone, nothing more is told', (t) => {
  const { company, said, pass } = meet(t);
  company.point({ cursor: [1, 2] });
  pass();
  assert.equal(said.length, 1);
});

test('of many movements only the newest is told', (t) => {
  const { company, said, pass } = meet(t, 'ann');
  for (let x = 0; x < 50; x++) company.point({ cursor: [x, 0] });
  pass();
  assert.deepEqual(said.slice(1), [{ type: 'presence', cursor: [49, 0] }]);
});

test('the same is not told twice', (t) => {
  const { company, said, pass } = meet(t, 'ann');
  company.point({ chosen: ['sandbox:app1'] });
  pass();
  company.point({ chosen: ['sandbox:app1'] });
  pass();
  assert.equal(said.length, 2);
});

test('what was pointed at while alone is told to whoever comes', (t) => {
  const { company, said, pass } = meet(t);
  company.point({ chosen: ['sandbox:app1'] });
  company.heard({ people: { ann: { name: 'ann' } } });
  pass();
  assert.deepEqual(said.at(-1), { type: 'presence', chosen: ['sandbox:app1'] });
});

test('two windows of one person count as one', (t) => {
  const { company } = meet(t);
  company.heard({ people: { a: { name: 'ann' }, b: { name: 'ann' }, c: { name: 'bob' } } });
  assert.deepEqual(company.names.map(({ id }) => id), ['b', 'c']);
});

test('who is gone is forgotten, and everybody when the connection is', (t) => {
  const { company } = meet(t, 'ann', 'bob');
  company.heard({ people: { ann: null } });
  assert.deepEqual([...company.people.keys()], ['bob']);
  company.lost();
  assert.equal(company.people.size, 0);
});

test('it is known who holds one of some objects', (t) => {
  const { company } = meet(t);
  company.heard({ people: { a: { name: 'ann', holds: ['sandbox:app1'] } } });
  assert.equal(company.holderOf(['sandbox:app2', 'sandbox:app1'])?.name, 'ann');
  assert.equal(company.holderOf(['sandbox:app2']), null);
});
