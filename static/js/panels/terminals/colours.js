/**
 * The colours and letters that a stylesheet gives a terminal, as xterm.js takes them.
 *
 * @import { ISearchDecorationOptions } from '@xterm/addon-search'
 * @import { ITheme } from '@xterm/xterm'
 */
import { html } from '../../dom.js';

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** Whatever a colour is written like, as `#rrggbb`. @param {string} colour  as computed */
function hex(colour) {
  const context = /** @type {CanvasRenderingContext2D} */ (
    Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')
  );
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [...parts] = context.getImageData(0, 0, 1, 1).data;
  return `#${parts
    .slice(0, 3)
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;
}

/** What a custom property stands for there. What is hidden has no transition to it. @param {HTMLElement} element */
function reader(element) {
  const probe = html('span', { hidden: true });
  element.append(probe);
  return {
    /** @param {string} name */
    read(name) {
      probe.style.color = `var(${name})`;
      return hex(getComputedStyle(probe).color);
    },
    done: () => probe.remove(),
  };
}

/** @param {HTMLElement} element @returns {ITheme} */
export function coloursIn(element) {
  const { read, done } = reader(element);
  const plain = NAMES.map((name) => [name, read(`--term-${name}`)]);
  const bright = NAMES.map((name) => [`bright${name[0].toUpperCase()}${name.slice(1)}`, read(`--term-bright-${name}`)]);
  const theme = {
    background: read('--term-ground'),
    foreground: read('--ink'),
    cursor: read('--accent'),
    cursorAccent: read('--term-ground'),
    selectionBackground: read('--term-chosen'),
    ...Object.fromEntries([...plain, ...bright]),
  };
  done();
  return theme;
}

/** @param {HTMLElement} element @returns {ISearchDecorationOptions} */
export function marksIn(element) {
  const { read, done } = reader(element);
  const marks = {
    matchBackground: read('--term-found'),
    matchOverviewRuler: read('--term-found'),
    activeMatchBackground: read('--drifted'),
    activeMatchColorOverviewRuler: read('--drifted'),
  };
  done();
  return marks;
}

/** @param {HTMLElement} element */
export function lettersIn(element) {
  const { fontFamily, fontSize } = getComputedStyle(element);
  return { fontFamily, fontSize: Math.round(parseFloat(fontSize)) };
}
