/**
 * What of a scene a picture shows. Pure.
 *
 * @import { Scene } from '../canvas/scene.js'
 */

/**
 * The part with these objects: the links between its boxes come along, and what a link needs at its ends.
 * @param {Scene} scene
 * @param {Set<string>} chosen  keys
 * @returns {Scene}
 */
export function partOf({ boxes, links, ends, figures }, chosen) {
  const alone = [
    ...[...links.values()].filter(({ key }) => chosen.has(key)),
    ...[...ends.values()].filter(({ key }) => chosen.has(key)).map(({ link }) => link),
  ];
  const joined = new Set(alone.flatMap(({ plugs }) => plugs.map(({ box }) => box.key)));
  const shown = new Map([...boxes].filter(([key]) => chosen.has(key) || joined.has(key)));
  const wanted = new Set(alone);
  for (const link of links.values()) if (link.plugs.every(({ box }) => shown.has(box.key))) wanted.add(link);
  return {
    boxes: shown,
    links: new Map([...links].filter(([, link]) => wanted.has(link))),
    ends: new Map([...ends].filter(([, { link }]) => wanted.has(link))),
    figures: new Map([...figures].filter(([key]) => chosen.has(key))),
  };
}
