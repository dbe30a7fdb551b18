/**
 * How a person wants to look at it; pages/theme.js keeps the choices.
 */
const { documentElement: root } = globalThis.document ?? { documentElement: { dataset: {} } };

/** Whether things must not move by themselves. */
export const reducedMotion = () =>
  root.dataset.motion === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Whether it is shown to many, from far. */
export const isProjected = () => root.dataset.theme === 'projector';
