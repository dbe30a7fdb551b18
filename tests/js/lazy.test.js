import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

globalThis.document = /** @type {any} */ ({
  createElement: () => ({ setAttribute: () => {}, append: () => {}, replaceChildren: () => {} }),
});

const { LazyPanel } = await import('../../static/js/frame/lazy.js');

/** @type {string[]} */
let done = [];

const content = {
  element: /** @type {any} */ ({}),
  open: () => done.push('opened'),
  close: () => done.push('closed'),
  focus: () => done.push('focused'),
};
const notices = /** @type {any} */ ({ toast: () => done.push('told') });

async function made() {
  done.push('made');
  return content;
}

async function lost() {
  throw new Error('no network');
}

beforeEach(() => {
  done = [];
});

test('nothing of a lazy panel is fetched before it is opened', () => {
  new LazyPanel('tools', 'Tools', notices, made);
  assert.deepEqual(done, []);
});

test('what is done with it comes after it is shown', async () => {
  const panel = new LazyPanel('tools', 'Tools', notices, made);
  panel.open();
  await panel.whenShown(({ focus }) => focus());
  assert.deepEqual(done, ['made', 'opened', 'focused']);
});

test('one that is closed while it is on its way is not shown', async () => {
  const panel = new LazyPanel('tools', 'Tools', notices, made);
  panel.open();
  panel.close();
  await panel.whenShown(({ focus }) => focus());
  assert.deepEqual(done, ['made']);
});

test('one that is opened again while it is on its way is made and opened once', async () => {
  const panel = new LazyPanel('tools', 'Tools', notices, made);
  panel.open();
  panel.close();
  panel.open();
  await panel.whenShown(() => {});
  assert.deepEqual(done, ['made', 'opened']);
});

test('the second time it is there already', async () => {
  const panel = new LazyPanel('tools', 'Tools', notices, made);
  for (let times = 0; times < 2; times += 1) {
    panel.open();
    await panel.whenShown(() => {});
    panel.close();
  }
  assert.deepEqual(done, ['made', 'opened', 'closed', 'opened', 'closed']);
});

test('one that does not arrive is told of', async () => {
  const panel = new LazyPanel('tools', 'Tools', notices, lost);
  panel.open();
  await panel.whenShown(({ focus }) => focus());
  assert.deepEqual(done, ['told']);
});
