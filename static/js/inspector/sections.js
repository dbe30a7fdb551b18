/**
 * Fields under headings that fold away.
 *
 * @import { Field } from './fields/fields.js'
 */
import { html, show } from '../dom.js';

/**
 * The fields' elements, those of one section together under its heading.
 * @param {{field: Field, element: HTMLElement}[]} rows
 * @returns {HTMLElement[]}
 */
export function sections(rows) {
  /** @type {Map<string, HTMLElement>} */
  const made = new Map();
  return rows.flatMap(({ field: { section }, element }) => {
    if (!section) return [element];
    const there = made.get(section);
    there?.append(element);
    if (there) return [];
    const fields = html('div', { class: 'section-fields' }, element);
    made.set(section, fields);
    return [html('details', { class: 'section' }, html('summary', {}, section), fields)];
  });
}

/** Opens the section that a field stands in. @param {HTMLElement} element */
export function unfold(element) {
  const section = element.closest('details');
  if (section) section.open = true;
}

/** A section of which no field means anything for the object is not shown. @param {HTMLElement} panel */
export function hideEmpty(panel) {
  for (const section of panel.querySelectorAll('.section'))
    show(
      /** @type {HTMLElement} */ (section),
      [...section.querySelectorAll('.field')].some((field) => !(/** @type {HTMLElement} */ (field).hidden)),
    );
}
