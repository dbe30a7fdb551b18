/**
 * xterm.js 6.0.0 on a page whose policy forbids inline styles. It has no option for that.
 *
 * @import { Terminal } from '@xterm/xterm'
 */

/** @param {Terminal} terminal @param {HTMLElement} parent */
export function openUnderPolicy(terminal, parent) {
  withNonces(() => terminal.open(parent));
  const { _rowFactory } = /** @type {any} */ (terminal)._core._renderService._renderer.value;
  _rowFactory._addStyle = addStyle;
}

/** As it would by an attribute, which the policy forbids: the colours of single letters. @param {HTMLElement} element
 * @param {string} style */
function addStyle(element, style) {
  element.style.cssText += `${style};`;
}

/** The style sheets that are made meanwhile carry the page's nonce. @param {() => void} make */
function withNonces(make) {
  const nonce = /** @type {HTMLScriptElement | null} */ (document.querySelector('script[nonce]'))?.nonce ?? '';
  const create = document.createElement;
  document.createElement = /** @type {typeof create} */ (
    (/** @type {string} */ tag, /** @type {ElementCreationOptions} */ options) => {
      const element = create.call(document, tag, options);
      if (tag === 'style') element.nonce = nonce;
      return element;
    }
  );
  try {
    make();
  } finally {
    document.createElement = create;
  }
}
