/**
 * What can be looked for: the objects of a design and the commands of the table.
 *
 * @import { Command } from '../commands/table.js'
 * @import { Design, Endpoint, Kind } from '../types.js'
 * @import { Entry } from './ranking.js'
 *
 * @typedef {Entry & {key: string, icon: string}} ObjectEntry
 * @typedef {Entry & {command: Command, icon: string, why: string, keys: string}} CommandEntry
 */
import { titleOf } from '../canvas/faces.js';
import { subnetText } from '../canvas/sizes.js';
import { keyTitle } from '../commands/shortcuts.js';
import { defaultMac } from '../design/mac.js';
import { networkPicture, sandboxPicture } from '../design/icons.js';
import { driverOf, endpointName, endpointsOf, keyOf } from '../design/objects.js';

/** The design's objects, boxes first: a name alone means a box. @param {Design} design @returns {ObjectEntry[]} */
export function objectEntries(design) {
  /** @param {Kind} kind @param {string} name @param {string} icon @param {string} detail @param {string[]} words */
  const entry = (kind, name, icon, detail, words = []) => {
    const key = keyOf(kind, name);
    return { id: key, key, icon, name, title: titleOf(design, kind, name), detail, words };
  };
  return [
    ...design.sandboxes.map((each) =>
      entry('sandbox', each.name, sandboxPicture(each), addressesOf(design, each.name)),
    ),
    ...design.networks.map((each) =>
      entry('network', each.name, networkPicture(each), subnetText(each), [
        driverOf(each),
        ...(each.subnets ?? []),
      ]),
    ),
    ...design.endpoints.map((each) =>
      entry('endpoint', endpointName(each), 'endpoint', `${(each.addresses ?? []).join('  ')} on ${each.network}`.trim(), [
        ...(each.addresses ?? []),
        macOf(design, each),
      ]),
    ),
    ...design.patches.map((each) => entry('patch', each.name, 'patch', each.networks.join(' – '), each.networks)),
    ...design.areas.map((each) => entry('area', each.name, 'area', 'area', [each.title ?? ''])),
    ...design.notes.map((each) => entry('note', each.name, 'note', 'note', [each.text])),
  ];
}

/** @param {Design} design @param {string} sandbox */
function addressesOf(design, sandbox) {
  const all = endpointsOf(design, sandbox).flatMap((each) => each.addresses ?? []);
  return all.length > 2 ? `${all[0]}  +${all.length - 1}` : all.join('  ');
}

/** @param {Design} design @param {Endpoint} endpoint */
const macOf = (design, endpoint) => endpoint.mac ?? defaultMac(design.name, endpointName(endpoint));

/** @param {Command[]} commands @returns {CommandEntry[]} those that are about what is chosen, and all others */
export const commandEntries = (commands) =>
  commands
    .filter((each) => each.id !== 'unwind' && each.id !== 'commands')
    .map((command) => {
      const why = command.why?.() ?? '';
      return {
        id: `command:${command.id}`,
        command,
        icon: command.icon ?? 'command',
        title: command.says?.() ?? command.title,
        detail: why || command.group,
        words: [command.group, command.title],
        why,
        keys: command.keys ? keyTitle(command.keys[0]) : '',
      };
    });
