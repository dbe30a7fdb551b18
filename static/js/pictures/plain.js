/**
 * A drawing as it looks here, without the page's stylesheets: what they make of an element becomes its attributes.
 * What cannot be seen is left out.
 */
import { Colours } from './colours.js';
import { iconName, symbolId } from './icons.js';

const SVG = 'http://www.w3.org/2000/svg';
const KEPT = ['x', 'y', 'width', 'height', 'rx', 'r', 'cx', 'cy', 'd', 'transform'];
/** All of them are inherited, so that an attribute is needed only where a value differs from the parent's. */
const LOOK = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
];
const PAINTS = new Set(['fill', 'stroke']);
const SHAPES = new Set(['rect', 'circle', 'path']);

export class Plain {
  constructor() {
    this.document = document.implementation.createDocument(SVG, 'svg');
    this.colours = new Colours();
    /** @type {Set<string>} */
    this.icons = new Set();
    /** Characters by family and weight. @type {Map<string, Set<string>>} */
    this.letters = new Map();
  }

  get root() {
    return this.document.documentElement;
  }

  /**
   * @param {string} tag
   * @param {Record<string, string | number>} [attributes]
   * @param {string} [text]
   */
  make(tag, attributes = {}, text = '') {
    const element = this.document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    if (text) element.textContent = text;
    return element;
  }

  /** The children of a layer that is in the document, into the root. @param {SVGElement} layer */
  take(layer) {
    const look = this.dress(this.root, getComputedStyle(layer), {});
    for (const child of layer.children) this.root.append(...this.copy(child, look));
  }

  /**
   * @param {Element} element
   * @param {Record<string, string>} around  how the parent looks
   * @returns {Element[]} none if it is not seen
   */
  copy(element, around) {
    if (element.localName === 'title') return [this.make('title', {}, element.textContent ?? '')];
    const style = getComputedStyle(element);
    if (style.display === 'none' || Number(style.opacity) === 0) return [];
    const copy = this.make(element.localName);
    const look = this.dress(copy, style, around);
    if (SHAPES.has(element.localName) && look.fill === 'none' && look.stroke === 'none') return [];
    for (const name of KEPT) {
      const value = element.getAttribute(name);
      if (value !== null) copy.setAttribute(name, value);
    }
    if (element.localName === 'text') this.write(copy, element.textContent ?? '', look);
    if (element.localName === 'use') this.use(copy, element.getAttribute('href') ?? '', style.color);
    for (const child of element.children) copy.append(...this.copy(child, look));
    return copy.localName === 'g' && !copy.childElementCount ? [] : [copy];
  }

  /**
   * @param {Element} copy
   * @param {CSSStyleDeclaration} style
   * @param {Record<string, string>} around
   */
  dress(copy, style, around) {
    /** @type {Record<string, string>} */
    const look = {};
    for (const name of LOOK) {
      const value = style.getPropertyValue(name);
      look[name] = PAINTS.has(name) ? this.colours.of(value) : value.replaceAll('px', '');
      if (look[name] !== around[name]) copy.setAttribute(name, look[name]);
    }
    if (style.opacity !== '1') copy.setAttribute('opacity', style.opacity);
    return look;
  }

  /** @param {Element} copy @param {string} text @param {Record<string, string>} look */
  write(copy, text, look) {
    copy.textContent = text;
    const face = `${look['font-family'].split(',')[0].replaceAll('"', '')} ${look['font-weight']}`;
    const letters = this.letters.get(face) ?? new Set();
    for (const letter of text) letters.add(letter);
    this.letters.set(face, letters);
  }

  /** @param {Element} copy @param {string} href @param {string} colour */
  use(copy, href, colour) {
    const name = iconName(href);
    this.icons.add(name);
    copy.setAttribute('href', `#${symbolId(name)}`);
    copy.setAttribute('color', this.colours.of(colour));
  }
}
