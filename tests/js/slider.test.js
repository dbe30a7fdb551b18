/** The slider of a delay: what is done of what a hand does with it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delayText, milliseconds } from '../../static/js/chaos/amounts.js';
import { Slider } from '../../static/js/chaos/slider.js';
import './elements.js';

const DELAY = { id: 'delay', label: 'Delay', most: 1000, step: 10, unit: 'ms', read: milliseconds, write: delayText };

/** A slider, and what it has had done. */
function made() {
  /** @type {(string | null)[]} */
  const done = [];
  const slider = new Slider(DELAY, (delay) => done.push(delay));
  /** @param {...string} types */
  const hear = (...types) => types.forEach((type) => slider.input.dispatchEvent(new Event(type)));
  /** As the browser has it for each step. @param {number} amount @param {...string} types */
  const move = (amount, ...types) => {
    Object.assign(slider.input, { value: String(amount), valueAsNumber: amount });
    hear(...types);
  };
  return { slider, done, hear, move };
}

test('a thumb that is dragged says where it is, and is done where it is let go', () => {
  const { slider, done, move } = made();
  for (const amount of [10, 20, 30]) move(amount, 'input');
  slider.update('', '');
  assert.equal(slider.value.textContent, '30 ms');
  assert.deepEqual(done, []);
  move(30, 'change');
  assert.deepEqual(done, ['30ms']);
});

test('a key that is held is one edit, done when it is let go or the slider is left', () => {
  for (const end of ['keyup', 'blur']) {
    const { done, hear, move } = made();
    for (const amount of [10, 20, 30]) move(amount, 'keydown', 'input', 'change');
    assert.deepEqual(done, []);
    hear(end, end);
    assert.deepEqual(done, ['30ms']);
  }
});

test('a key that does not move it has nothing done', () => {
  const { done, hear } = made();
  hear('keydown', 'keyup', 'blur');
  assert.deepEqual(done, []);
});
