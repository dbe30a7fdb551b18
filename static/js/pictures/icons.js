/** The icons of the sprite that a picture shows, as symbols of its own. */
import { iconUrl } from '../dom.js';

/** What an icon is called in a picture. @param {string} name  in the sprite */
export const symbolId = (name) => `icon-${name}`;

/** @param {string} href  such as `/static/icons.svg#router` */
export const iconName = (href) => href.slice(href.indexOf('#') + 1);

/**
 * @param {Set<string>} names
 * @returns {Promise<Element[]>}
 */
export async function symbols(names) {
  const answer = await fetch(iconUrl('').replace('#', ''));
  if (!answer.ok) throw new Error(`the icons did not arrive (${answer.status}); try again`);
  const sprite = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml');
  return [...names].flatMap((name) => {
    const symbol = sprite.getElementById(name);
    if (!symbol) return [];
    symbol.id = symbolId(name);
    return [symbol];
  });
}
