/**
 * The drivers that there are, those of other packages too: the page carries them, as the engine knows them.
 *
 * @typedef {Object} Driver  as `topology.drivers.Traits` says
 * @property {string} name
 * @property {boolean} bridge
 * @property {boolean} parent
 * @property {boolean} vlan
 * @property {boolean} uplink
 * @property {string[]} modes
 */

/** @type {Driver[]} */
let known = [];

/** To be called once, before anything is asked. @param {Driver[]} drivers */
export function learn(drivers) {
  known = drivers;
}

export const driverNames = () => known.map(({ name }) => name);

/** @param {string | undefined} name @returns {Driver | undefined} undefined: nobody knows it here */
export const driverCalled = (name) => known.find((each) => each.name === (name ?? 'bridge'));
