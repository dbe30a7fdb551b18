/** What stands beside a template's name in the list: lines and dots, by the template's name. */
import { svg } from '../dom.js';

/** @type {Record<string, {wires: string, nets: [number, number][], boxes: [number, number][]}>} */
const PICTURES = {
  hosts: { wires: 'M22 16V26M8 26V16H36V26', nets: [[22, 10]], boxes: [[8, 25], [22, 25], [36, 25]] },
  star: { wires: 'M22 16L8 6M22 16L36 6M22 16L8 26M22 16L36 26', nets: [[22, 16]], boxes: [[8, 6], [36, 6], [8, 26], [36, 26]] },
  ring: { wires: 'M22 5L37 16L22 27L7 16Z', nets: [[22, 5], [37, 16], [22, 27], [7, 16]], boxes: [] },
  mesh: { wires: 'M8 6H36V26H8ZM8 6L36 26M36 6L8 26', nets: [[8, 6], [36, 6], [36, 26], [8, 26]], boxes: [] },
  tree: { wires: 'M22 5L12 16L6 27M12 16L18 27M22 5L32 16L26 27M32 16L38 27', nets: [[22, 5], [12, 16], [32, 16]], boxes: [[6, 27], [18, 27], [26, 27], [38, 27]] },
  'leaf-spine': { wires: 'M14 6L8 24M14 6L22 24M14 6L36 24M30 6L8 24M30 6L22 24M30 6L36 24', nets: [], boxes: [[14, 6], [30, 6], [8, 24], [22, 24], [36, 24]] },
  campus: { wires: 'M22 4L10 14V27M22 4L34 14V27M10 14L4 27M34 14L40 27', nets: [[10, 26], [34, 26], [4, 26], [40, 26]], boxes: [[22, 4], [10, 14], [34, 14]] },
}; // prettier-ignore

/** @param {string} name  one that is not known has the picture of a part that somebody keeps */
export function pictureOf(name) {
  const { wires, nets, boxes } = PICTURES[name] ?? { wires: 'M12 11H32V22', nets: [[12, 11]], boxes: [[32, 11], [32, 23]] };
  return svg(
    'svg',
    { class: 'template-picture', viewBox: '0 0 44 32', 'aria-hidden': 'true' },
    svg('path', { class: 'wire', d: wires }),
    ...nets.map(([x, y]) => svg('rect', { class: 'net', x: x - 5, y: y - 2.5, width: 10, height: 5, rx: 1.5 })),
    ...boxes.map(([x, y]) => svg('rect', { x: x - 3.5, y: y - 3.5, width: 7, height: 7, rx: 1.5 })),
  );
}
