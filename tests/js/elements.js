/** Elements as small as can be, for modules that draw: what they were made with can be read. */

class Element extends EventTarget {
  /** @param {string} tag */
  constructor(tag) {
    super();
    this.tag = tag;
    /** @type {Record<string, string>} */
    this.attributes = {};
    /** @type {(Element | string)[]} */
    this.children = [];
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  /** @param {...(Element | string)} children */
  append(...children) {
    this.children.push(...children);
  }

  /** Those of a tag that are in it. @param {string} tag @returns {Element[]} */
  all(tag) {
    return this.children.flatMap((each) =>
      typeof each === 'string' ? [] : [...(each.tag === tag ? [each] : []), ...each.all(tag)],
    );
  }

  /** @param {string} text */
  set textContent(text) {
    this.children = [text];
  }

  /** @returns {string} */
  get textContent() {
    return this.children.map((each) => (typeof each === 'string' ? each : each.textContent)).join('');
  }
}

globalThis.document = /** @type {any} */ ({
  createElement: (tag) => new Element(tag),
  createElementNS: (_, tag) => new Element(tag),
});
