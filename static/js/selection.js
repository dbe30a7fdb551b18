/** What is chosen, by key; the last one chosen is what the inspector shows when it is alone. */
export class Selection {
  constructor() {
    /** @type {Set<string>} */
    this.keys = new Set();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /** @param {() => void} listener @returns {() => void} stops listening */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The key when exactly one thing is chosen. */
  get only() {
    return this.keys.size === 1 ? [...this.keys][0] : null;
  }

  /** @param {string} key */
  has(key) {
    return this.keys.has(key);
  }

  /** @param {Iterable<string>} keys */
  set(keys) {
    const next = new Set(keys);
    if (next.size === this.keys.size && [...next].every((key) => this.keys.has(key))) return;
    this.keys = next;
    for (const listener of this.listeners) listener();
  }

  /** @param {string} key */
  toggle(key) {
    this.set(this.keys.has(key) ? [...this.keys].filter((each) => each !== key) : [...this.keys, key]);
  }

  clear() {
    this.set([]);
  }

  /** Follows a rename, and lets go of what is gone. @param {(key: string) => string | null} now */
  follow(now) {
    this.set([...this.keys].flatMap((key) => now(key) ?? []));
  }
}
