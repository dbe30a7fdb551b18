/** What a person has switched on or off here, kept in this browser alone, or only until it is closed. */

export class Remembered {
  /** @param {string} name @param {boolean} [first]  what holds until it is switched @param {Storage} [storage] */
  constructor(name, first = false, storage = globalThis.localStorage) {
    this.key = `patchboard.${name}`;
    this.storage = storage;
    const kept = storage?.getItem(this.key) ?? null;
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
    this.storage.setItem(this.key, this.on ? 'on' : 'off');
    for (const listener of this.listeners) listener();
  }
}
