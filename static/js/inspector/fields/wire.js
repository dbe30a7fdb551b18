/**
 * The fields of a cable: what endpoints and patches have in common.
 *
 * @import { Field } from './fields.js'
 */

const section = 'Impairments';
const flapping = 'Flapping';

/** @type {Field[]} */
export const WIRE = [
  { field: 'up', label: 'Cable plugged in', control: 'yes', normally: true },
  { section, field: 'rate', label: 'Rate', control: 'text', half: true, example: '100mbit' },
  {
    section,
    field: 'direction',
    label: 'Direction',
    control: 'choice',
    half: true,
    normally: 'both',
    choices: () => ['both', 'out', 'in'],
  },
  { section, field: 'delay', label: 'Delay', control: 'text', half: true, example: '20ms' },
  { section, field: 'jitter', label: 'Jitter', control: 'text', half: true, example: '2ms' },
  { section, field: 'loss', label: 'Loss', control: 'text', half: true, example: '1%' },
  { section, field: 'duplicate', label: 'Duplicates', control: 'text', half: true, example: '1%' },
  { section, field: 'corrupt', label: 'Corruption', control: 'text', half: true, example: '0.1%' },
  { section, field: 'reorder', label: 'Reordering', control: 'text', half: true, example: '5%' },
  {
    section: flapping,
    field: 'flap',
    label: 'Plugged in and pulled, in turn',
    control: 'text',
    example: '10s / 2s',
    parse: ([text]) => {
      const [up, down] = text.split('/').map((each) => each.trim());
      return { up, ...(down && { down }) };
    },
    format: ({ up, down }) => [`${up} / ${down}`],
    help: 'how long it is in, then out; over and over',
  },
];
