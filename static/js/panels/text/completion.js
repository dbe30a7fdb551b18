/**
 * What may be written at a place of a design's text: by its JSON Schema, and by the names that it has.
 *
 * @import { Design } from '../../types.js'
 * @import { Place } from './place.js'
 *
 * @typedef {Record<string, any>} Schema
 * @typedef {{label: string, detail: string, apply: string}} Choice
 */

/** @param {Schema} root @param {Design} design @param {Place} place @returns {Choice[]} */
export function choices(root, design, place) {
  const schema = follow(root, place.path);
  return place.isValue ? values(root, schema, design, place.path) : fields(root, schema, place.taken);
}

/** The schema that holds at a path. @param {Schema} root @param {string[]} path */
function follow(root, path) {
  /** @type {Schema} */
  let schema = root;
  for (const part of path) {
    const found = resolved(root, schema);
    schema = (part === '*' ? found.items : (found.properties?.[part] ?? found.additionalProperties)) ?? {};
  }
  return resolved(root, schema);
}

/** Without references, and of what may be null only the rest. @param {Schema} root @param {Schema} schema @returns {Schema} */
function resolved(root, schema) {
  if (schema.$ref) return resolved(root, root.$defs[schema.$ref.replace('#/$defs/', '')]);
  const some = schema.anyOf?.filter((/** @type {Schema} */ each) => each.type !== 'null');
  return some?.length ? { ...schema, anyOf: undefined, ...resolved(root, some[0]) } : schema;
}

/** @param {Schema} root @param {Schema} schema @param {string[]} taken @returns {Choice[]} */
function fields(root, schema, taken) {
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => !taken.includes(name))
    .map(([name, each]) => ({
      label: name,
      detail: each.description ?? '',
      apply: `${name}:${holdsLines(resolved(root, each)) ? '' : ' '}`,
    }));
}

/** @param {Schema} schema */
const holdsLines = (schema) => schema.type === 'object' || (schema.type === 'array' && Boolean(schema.items?.$ref));

/** @param {Schema} root @param {Schema} schema @param {Design} design @param {string[]} path @returns {Choice[]} */
function values(root, schema, design, path) {
  const each = schema.type === 'array' ? resolved(root, schema.items ?? {}) : schema;
  const known = named(design, path) ?? each.enum ?? (each.const ? [each.const] : []);
  const all = each.type === 'boolean' ? ['true', 'false'] : known;
  return all.map((/** @type {string} */ label) => ({ label, detail: '', apply: label }));
}

/** The names of what a field refers to. @param {Design} design @param {string[]} path */
function named(design, path) {
  const field = path.at(-1);
  if (field === 'sandbox') return design.sandboxes.map(({ name }) => name);
  if (field === 'network' || (field === 'networks' && path.length > 1) || field === 'parent')
    return design.networks.map(({ name }) => name);
  return null;
}
