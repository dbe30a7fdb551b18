/**
 * A field's value as one line of text, and what such a line means: for what is typed into one box or pasted into
 * one cell.
 *
 * @import { Design } from '../../types.js'
 * @import { Field } from './fields.js'
 *
 * @typedef {{value: unknown, reason: ''} | {value?: undefined, reason: string}} Meant  null is "left out"
 */
const YES = new Set(['yes', 'y', 'true', '1', 'on', 'x', '✓']);
const NO = new Set(['no', 'n', 'false', '0', 'off']);
const NONE = 'none';
/** More choices than these are not counted up. */
const FEW = 8;

/** @param {Field} field @param {any} value @returns {string} */
export function textOf({ control, format, normally }, value) {
  if (control === 'yes') return (value ?? normally) ? 'yes' : 'no';
  if (value === null || value === undefined) return '';
  if (control === 'services') return value.map((/** @type {{name: string}} */ { name }) => name).join(', ');
  if (control === 'list') return listText(value, format);
  return format ? format(value)[0] : String(value);
}

/** @param {any[]} items @param {Field['format']} format */
const listText = (items, format) =>
  items.length ? items.map((item) => format?.(item).join(' ') ?? String(item)).join(', ') : NONE;

/** @param {Field} field @param {string} text @param {Design} design @returns {Meant} */
export function meant(field, text, design) {
  const written = text.trim();
  if (!written) return said(null);
  if (field.control === 'yes') return yesOrNo(written);
  if (field.control === 'number') return whole(written);
  if (field.control === 'choice') return oneOf(field, written, design);
  if (field.control === 'list') return said(listOf(field, written));
  return said(field.parse?.([written]) ?? written);
}

/** @param {unknown} value @returns {Meant} */
const said = (value) => ({ value, reason: '' });

/** @param {string} reason @returns {Meant} */
const because = (reason) => ({ reason });

/** @param {string} written */
const whole = (written) =>
  /^-?\d+$/.test(written) ? said(Number(written)) : because('write a whole number');

/** @param {string} written */
function yesOrNo(written) {
  const word = written.toLowerCase();
  if (YES.has(word)) return said(true);
  return NO.has(word) ? said(false) : because('write yes or no');
}

/** @param {Field} field @param {string} written @param {Design} design */
function oneOf({ choices, label, others }, written, design) {
  const all = choices?.(design).filter(Boolean) ?? [];
  const found =
    all.find((each) => each === written) ?? all.find((each) => each.toLowerCase() === written.toLowerCase());
  if (found || others) return said(found ?? written);
  const listed = all.length && all.length <= FEW ? `; choose ${all.join(', ')}` : '';
  return because(`${written} is no ${label.toLowerCase()}${listed}`);
}

/** @param {Field} field @param {string} written */
const listOf = ({ parse }, written) =>
  written.toLowerCase() === NONE
    ? []
    : written
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map((each) => parse?.([each]) ?? each);
