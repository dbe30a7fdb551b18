/**
 * What an object is joined to, each a way to go there.
 *
 * @import { Desk } from '../desk.js'
 * @import { Kind } from '../types.js'
 */
import { endpointName, endpointsOf, endpointsOn, index, keyOf, patchesOn } from '../design/objects.js';
import { hueOf } from '../canvas/hues.js';
import { html } from '../dom.js';

/** @typedef {{key: string, text: string, detail: string, hue: number}} Join */

/** @param {Desk} desk @param {Kind} kind @param {string} name @returns {HTMLElement[]} */
export function joins(desk, kind, name) {
  const all = joinsOf(desk, kind, name);
  if (!all.length)
    return kind === 'sandbox' || kind === 'network'
      ? [html('p', { class: 'hint' }, 'No cables yet: drag from one of its four handles, or press L.')]
      : [];
  const title = html(
    'span',
    { class: 'label' },
    kind === 'sandbox' ? 'Endpoints' : kind === 'network' ? 'Cables' : 'Joins',
  );
  return [
    title,
    html(
      'ul',
      { role: 'list' },
      ...all.map((each) =>
        html(
          'li',
          {},
          html(
            'button',
            {
              class: 'join',
              type: 'button',
              'data-hue': each.hue || null,
              onclick: () => {
                desk.selection.set([each.key]);
                desk.canvas.show(each.key);
              },
            },
            html('span', { class: 'join-text' }, each.text),
            html('span', { class: 'mono soft' }, each.detail),
          ),
        ),
      ),
    ),
  ];
}

/** @param {Desk} desk @param {Kind} kind @param {string} name @returns {Join[]} */
function joinsOf({ model: { design } }, kind, name) {
  if (kind === 'sandbox')
    return endpointsOf(design, name).map((each) => ({
      key: keyOf('endpoint', endpointName(each)),
      text: `${each.interface} on ${each.network}`,
      detail: (each.addresses ?? []).join(' '),
      hue: hueOf(each.network),
    }));
  if (kind === 'network')
    return [
      ...endpointsOn(design, name).map((each) => ({
        key: keyOf('endpoint', endpointName(each)),
        text: endpointName(each),
        detail: (each.addresses ?? []).join(' '),
        hue: hueOf(name),
      })),
      ...patchesOn(design, name).map((each) => ({
        key: keyOf('patch', each.name),
        text: `patch ${each.name}`,
        detail: each.networks.find((other) => other !== name) ?? '',
        hue: 0,
      })),
    ];
  const endpoint = kind === 'endpoint' && index(design).endpoint.get(name);
  if (endpoint) return [box('sandbox', endpoint.sandbox), box('network', endpoint.network)];
  return (index(design).patch.get(name)?.networks ?? []).map((each) => box('network', each));
}

/** @param {'sandbox' | 'network'} kind @param {string} name */
const box = (kind, name) => ({
  key: keyOf(kind, name),
  text: name,
  detail: kind,
  hue: kind === 'network' ? hueOf(name) : 0,
});
