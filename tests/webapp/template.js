/** Reads designs from stdin and says where the designer plans to place their boxes and which hues it would give. */
import { hueOf } from '../../static/js/canvas/hues.js';
import { template } from '../../static/js/canvas/template.js';

let text = '';
for await (const part of process.stdin) text += part;
const said = JSON.parse(text).map((design) => ({
  places: Object.fromEntries([...template(design)].map(([name, { x, y }]) => [name, [x, y]])),
  hues: Object.fromEntries(design.networks.map(({ name }) => [name, hueOf(name)])),
}));
console.log(JSON.stringify(said));
