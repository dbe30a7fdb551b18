import assert from 'node:assert/strict';
import { test } from 'node:test';

/** The appearance is put on the page as soon as it is loaded; here is none. */
globalThis.document = {
  documentElement: { dataset: {} },
  querySelector: () => null,
  querySelectorAll: () => [],
};
globalThis.addEventListener = () => {};

const { commands } = await import('../../static/js/commands/table.js');
const { canvasMenu, moreMenu, objectMenu } = await import('../../static/js/commands/menus.js');

/** Commands ask only when they are looked at or run, so that anything does for what they work with. */
const bench = new Proxy({}, { get: () => bench });

/** @param {string[]} all */
const twice = (all) => all.filter((each, i) => all.indexOf(each) !== i);

test('no two commands share a key', () => {
  assert.deepEqual(twice(commands(bench).flatMap(({ keys = [] }) => keys)), []);
});

test('no two commands share an id', () => {
  assert.deepEqual(twice(commands(bench).map(({ id }) => id)), []);
});

/**
 * Commands that say nothing of the bench, so that they can be looked at without one.
 * @param {'object' | 'canvas' | 'more'} place
 */
const commandsIn = (place) =>
  commands(bench)
    .filter((each) => each.in?.includes(place))
    .map(({ says: _says, why: _why, ...rest }) => rest);
const ofObjects = commandsIn('object');

/** @param {import('../../static/js/frame/menu.js').MenuItem[]} items @returns {string[]} */
const titles = (items) => items.flatMap((each) => (each ? ('items' in each ? titles(each.items) : [each.title]) : []));

const MENUS = /** @type {const} */ ([
  ['object', objectMenu],
  ['canvas', canvasMenu],
  ['more', moreMenu],
]);

for (const [place, menu] of MENUS)
  test(`every command of the menu "${place}" is in it once, and has a sign`, () => {
    const its = commandsIn(place);
    assert.deepEqual(titles(menu(its, () => {})).sort(), its.map(({ title }) => title).sort());
    assert.deepEqual(its.filter(({ icon }) => !icon).map(({ title }) => title), []);
  });

test('the menus of the canvas and of the bar show about a dozen rows', () => {
  const rows = [canvasMenu(commandsIn('canvas'), () => {}), moreMenu(commandsIn('more'), () => {})];
  assert.deepEqual(rows.map((menu) => menu.filter((each) => each).length), [11, 13]);
});

test('the menu of a sandbox shows a dozen rows, lines between them, and what deletes at the end', () => {
  const others = ['capture', 'trail', 'ping', 'chaos-cut', 'chaos-flap', 'pull', 'connect-chosen', 'colour'];
  const fitting = ofObjects.filter(({ id, group }) => !others.includes(id) && group !== 'Arrange');
  const menu = objectMenu(fitting, () => {});
  assert.ok(menu.filter((each) => each).length <= 12, String(menu.map((each) => each?.title)));
  assert.equal(menu.at(-1)?.title, 'Delete');
  assert.ok(menu.every((each, i) => each || (menu[i - 1] && menu[i + 1])));
});

test('a menu with one item is that item', () => {
  const [capture] = objectMenu(ofObjects.filter(({ id }) => id === 'capture'), () => {});
  assert.equal(capture?.title, 'Packets: capture at what is chosen');
});

test('what is chosen from a menu in the menu is run', () => {
  /** @type {string[]} */
  const run = [];
  const menu = objectMenu(ofObjects, ({ id }) => run.push(id));
  const choose = menu.find((each) => each?.title === 'Choose');
  if (choose && 'items' in choose) /** @type {any} */ (choose.items[0]).run();
  assert.deepEqual(run, ['neighbours']);
});
