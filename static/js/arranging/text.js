/**
 * A fragment as text: a design file in YAML that says only what differs from the defaults, so that it can go
 * into an editor, a message or a file as well as back onto a canvas.
 *
 * @import { Fields } from '../types.js'
 * @import { Fragment } from './fragment.js'
 */

const WIRE = { up: true, direction: 'both' };

/** What a design file need not say; what is null need never be said. (A test compares it with the schema.) */
export const DEFAULTS = {
  networks: {
    driver: 'bridge',
    fdb: [],
    publish: [],
    options: {
      stp: false,
      priority: 32768,
      forward_delay: 15,
      ageing: 300,
      multicast_snooping: true,
      group_fwd_mask: 0,
      mtu: 1500,
      internal: false,
    },
  },
  sandboxes: { forwarding: false, routes: [], sysctls: {}, services: [], paused: false },
  endpoints: { ...WIRE, gateway_priority: 0, isolated: false, sysctls: {} },
  patches: WIRE,
  areas: { title: '', colour: 'blue' },
  notes: { colour: 'yellow', width: 200 },
  marks: { colour: 'red' },
};

/** @param {Fragment} fragment @param {string} name  of the topology that it comes from */
export function asText(fragment, name) {
  const lists = /** @type {const} */ (['networks', 'sandboxes', 'endpoints', 'patches', 'areas', 'notes', 'marks']);
  const parts = lists.flatMap((list) =>
    fragment[list].length ? [`${list}:`, ...fragment[list].map((each) => item(list, each))] : [],
  );
  const places = Object.entries(fragment.layout).map(([each, at]) => `  ${scalar(each)}: ${flow(at)}`);
  return [
    'patchboard: v1',
    `name: ${scalar(name)}`,
    ...parts,
    ...(places.length ? ['layout:', ...places] : []),
    '',
  ].join('\n');
}

/** @param {keyof typeof DEFAULTS} list @param {object} object */
const item = (list, object) => `  - ${flow(said(/** @type {Fields} */ (object), DEFAULTS[list]))}`;

/** @param {Fields} object @param {Fields} defaults @returns {Fields} */
function said(object, defaults) {
  const fields = Object.entries(object).map(([field, value]) => {
    const normal = defaults[field];
    return /** @type {[string, unknown]} */ ([
      field,
      isMap(value) && isMap(normal) ? said(value, normal) : value,
    ]);
  });
  return Object.fromEntries(
    fields.filter(
      ([field, value]) =>
        value !== null &&
        value !== undefined &&
        JSON.stringify(value) !== JSON.stringify(defaults[field]) &&
        !(isMap(value) && !Object.keys(value).length),
    ),
  );
}

/** @param {unknown} value @returns {value is Fields} */
const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {string} in one line */
function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isMap(value))
    return `{${Object.entries(value)
      .map(([field, each]) => `${scalar(field)}: ${flow(each)}`)
      .join(', ')}}`;
  return typeof value === 'string' ? scalar(value) : JSON.stringify(value);
}

const PLAIN = /^[A-Za-z/][\w./-]*$|^\d+(\.\d+){3}(\/\d+)?$|^\d+[a-df-z][a-z]*$/;
const CONSTANT = /^(null|true|false|yes|no|on|off|y|n)$/i;

/** In quotes where it could be taken for something else: they are JSON's, which YAML understands.
 * @param {string} text */
const scalar = (text) => (PLAIN.test(text) && !CONSTANT.test(text) ? text : JSON.stringify(text));
