/**
 * The fields of what is only drawn, and the icon of a box.
 *
 * @import { Field } from './fields.js'
 */
import { ICONS, spriteOf } from '../../design/icons.js';
import { COLOURS } from '../../figures/shapes.js';
import { html, icon } from '../../dom.js';

/** @param {string} normally @returns {Field} */
const colour = (normally) => ({
  field: 'colour',
  label: 'Colour',
  control: 'pictured',
  normally,
  choices: () => COLOURS,
  picture: (value) => html('span', { class: 'swatch', 'data-colour': value }),
});

/** @param {string} field @param {string} label @returns {Field} */
const number = (field, label) => ({ field, label, control: 'number', half: true });

/** @type {Field[]} */
export const AREA = [
  { field: 'title', label: 'Title', control: 'text', plain: true, longest: 80 },
  colour('blue'),
  number('size[0]', 'Width'),
  number('size[1]', 'Height'),
];

/** @type {Field[]} */
export const NOTE = [
  { field: 'text', label: 'Text', control: 'lines', longest: 2000 },
  colour('yellow'),
  { ...number('width', 'Width'), normally: 200 },
];

/** @type {Field[]} */
export const MARK = [colour('red')];

/** @type {Field} */
export const ICON = {
  section: 'Icon',
  field: 'icon',
  label: 'Drawn as',
  control: 'pictured',
  choices: () => ['', ...ICONS],
  picture: (value) => (value ? icon(spriteOf(value)) : html('span', { class: 'no-icon' }, '–')),
};
