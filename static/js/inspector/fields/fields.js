/**
 * Every field of every kind of object, in one table: what the inspector shows and how it is written.
 *
 * @import { Design, DesignObject, Fields, Kind } from '../../types.js'
 *
 * @typedef {{key: string, title: string, example: string, wide?: boolean, mayBeEmpty?: boolean}} Column
 * @typedef {'text' | 'number' | 'lines' | 'yes' | 'choice' | 'pictured' | 'list' | 'services'} Control
 *
 * @typedef {Object} Field
 * @property {string} field  as problems name it; `options.mtu` is the field mtu of the field options
 * @property {string} label
 * @property {Control} control
 * @property {string} [section]  the heading that it stands under, folded away while nothing there is set
 * @property {string} [help]
 * @property {string} [example]  shown while it is left out: the default, or what one may write
 * @property {(design: Design, object: any) => string} [becomes]  what it is while it is left out, where that takes the design to say
 * @property {unknown} [normally]  the value that is meant when it is left out
 * @property {(design: Design) => string[]} [choices]  '' is "none", and left out
 * @property {(value: string) => Node} [picture]  of a choice
 * @property {boolean} [plain]  words, not an address or the like
 * @property {number} [longest]  letters
 * @property {boolean} [others]  whether the value may be none of the choices
 * @property {(object: any) => boolean} [fits]  whether it means anything for this object; else it is not shown
 * @property {Column[]} [columns]  of a list's rows
 * @property {(row: string[]) => unknown} [parse]  from a row's texts
 * @property {(item: any) => string[]} [format]  to a row's texts
 * @property {boolean} [half]  two of them stand side by side
 * @property {boolean} [optional]  a list that may be left out, or be none at all
 * @property {boolean} [pairs]  a list that is an object: its rows are names and values
 */
import { ENDPOINT } from './endpoint.js';
import { AREA, MARK, NOTE } from './figures.js';
import { NETWORK } from './network.js';
import { SANDBOX } from './sandbox.js';
import { WIRE } from './wire.js';

/** @type {Record<Kind, Field[]>} */
export const FIELDS = {
  network: NETWORK,
  sandbox: SANDBOX,
  endpoint: ENDPOINT,
  patch: WIRE,
  area: AREA,
  note: NOTE,
  mark: MARK,
  scenario: [],
};

/** What an object is called, which is changed by renaming it. @param {Kind} kind @returns {Field} */
export const nameField = (kind) =>
  kind === 'endpoint'
    ? { field: 'interface', label: 'Interface', control: 'text' }
    : { field: 'name', label: 'Name', control: 'text' };

/** @param {Field} field */
export const isName = ({ field }) => field === 'name' || field === 'interface';

/** @param {Field} field @param {DesignObject} object @returns {unknown} */
export function read({ field, pairs }, object) {
  const value = field.split(/[.[\]]+/).filter(Boolean).reduce((/** @type {any} */ found, part) => found?.[part], object);
  return pairs ? Object.entries(value ?? {}) : value;
}

/**
 * What to send to give a field a value; null leaves it out.
 * @param {Field} field
 * @param {DesignObject} object
 * @param {any} value
 * @returns {Fields}
 */
export function written({ field, normally, pairs }, object, value) {
  const [outer, inner] = field.split('.');
  const before = /** @type {any} */ (object)[outer];
  if (pairs) return { [outer]: paired(before ?? {}, value ?? []) };
  if (!inner) return { [outer]: value };
  const whole = { ...(before ?? {}), [inner]: value ?? normally ?? null };
  return { [outer]: outer === 'options' || Object.values(whole).some(isSaid) ? whole : null };
}

/** @param {unknown} value */
const isSaid = (value) => value !== null && value !== undefined && !(Array.isArray(value) && !value.length);

/**
 * The pairs as an object, in which null takes away what was there before.
 * @param {Fields} before
 * @param {[string, string][]} pairs
 */
function paired(before, pairs) {
  const gone = Object.keys(before).map((name) => [name, null]);
  return Object.fromEntries([...gone, ...pairs]);
}

/**
 * Whether an object has something there that it would not have by itself.
 * @param {Field} field
 * @param {DesignObject} object
 */
export function isSet(field, object) {
  const value = read(field, object);
  return isSaid(value) && value !== (field.normally ?? null);
}

/**
 * Whether a problem is about a field: `addresses[0]` is about `addresses`.
 * @param {Field} field
 * @param {string} named
 */
export const isAbout = ({ field }, named) =>
  named === field ||
  named.startsWith(`${field}[`) ||
  named.startsWith(`${field}.`) ||
  named === field.split('.')[0];
