/** Questions and sheets, each a native dialog. */
import { html, icon } from '../dom.js';
import { keyTitle } from '../commands/shortcuts.js';

export class Dialogs {
  /**
   * @param {{title: string, text: string, button: string}} question
   * @returns {Promise<boolean>}
   */
  confirm({ title, text, button }) {
    const form = html(
      'form',
      { class: 'dialog-body', method: 'dialog' },
      html('h2', {}, title),
      html('p', {}, text),
      html(
        'div',
        { class: 'dialog-actions' },
        html('button', { class: 'button', value: '' }, 'Cancel'),
        html('button', { class: 'button button-danger', value: 'yes' }, button),
      ),
    );
    return this.open(html('dialog', { class: 'dialog', 'aria-label': title }, form)).then(
      (value) => value === 'yes',
    );
  }

  /** The sheet of keys, made of the commands. @param {import('../commands/table.js').Command[]} commands */
  help(commands) {
    const withKeys = commands.filter((each) => each.keys);
    const groups = [...new Set(withKeys.map((each) => each.group))].map((group) =>
      html(
        'section',
        {},
        html('h3', {}, group),
        html(
          'dl',
          {},
          ...withKeys
            .filter((each) => each.group === group)
            .map((each) => row(each.title, keysOf(each.keys ?? []))),
        ),
      ),
    );
    const close = html('button', { class: 'button', value: '' }, icon('x'), 'Close');
    const form = html(
      'form',
      { class: 'dialog-body', method: 'dialog' },
      html('h2', { tabindex: -1, autofocus: true }, 'Keys and gestures'),
      html(
        'div',
        { class: 'help-groups' },
        ...groups,
        html(
          'section',
          {},
          html('h3', {}, 'By hand'),
          html(
            'dl',
            {},
            ...BY_HAND.map(([what, how]) => row(what, [html('span', { class: 'soft' }, how)])),
          ),
        ),
      ),
      html('div', { class: 'dialog-actions' }, close),
    );
    return this.open(html('dialog', { class: 'dialog help-sheet', 'aria-label': 'Keys and gestures' }, form));
  }

  /** @param {HTMLDialogElement} dialog @returns {Promise<string>} */
  open(dialog) {
    document.body.append(dialog);
    dialog.showModal();
    return new Promise((resolve) =>
      dialog.addEventListener('close', () => {
        dialog.remove();
        resolve(dialog.returnValue);
      }),
    );
  }
}

/** @param {string} what @param {(Node | string)[]} how */
const row = (what, how) => html('div', {}, html('dt', {}, what), html('dd', {}, ...how));

/** @param {string[]} keys */
const keysOf = (keys) =>
  keys.slice(0, 2).flatMap((key) => [html('kbd', { class: 'key' }, keyTitle(key)), ' ']);

const BY_HAND = [
  ['Connect', 'drag a handle'],
  ['One more, connected', 'click a handle; Ctrl + ↑ ↓ ← →'],
  ['Move; not snapping', 'drag; Alt'],
  ['Choose by a box; within an area', 'drag; Shift + drag'],
  ['Copy away', 'Alt + drag'],
  ['Choose several', 'drag a box; Shift'],
  ['Choose one more', 'Shift + click; Shift + Space'],
  ['Choose on the way', 'Alt + Shift + ↑ ↓ ← →'],
  ['Pan', 'right button; Space; two fingers'],
  ['Zoom', 'wheel; pinch'],
  ['Rename', 'double-click'],
  ['Terminal in a sandbox that runs', 'its handle; double-click'],
  ['Walk between objects', '↑ ↓ ← →'],
  ['Move what is chosen', '↑ ↓ ← →; Shift'],
  ['Walk, whatever is chosen', 'Alt + ↑ ↓ ← →'],
  ['Compare two revisions', 'Shift + click in the history'],
  ['Menu of an object', 'Shift + F10'],
];
