/** What a person has switched on or off here, kept in this browser alone. */

export class Remembered {
  /** @param {string} name @param {boolean} [first]  what holds until it is switched */
  constructor(name, first = false) {
    this.key = `patchboard.${name}`;
    const kept = globalThis.localStorage?.getItem(this.key) ?? null;
    this.on = kept === null ? first : kept === 'on';
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /** @param {() => void} listener */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  toggle() {
    this.on = !this.on;
    localStorage.setItem(this.key, this.on ? 'on' : 'off');
    for (const listener of this.listeners) listener();
  }
}
