/** Whether things may move by themselves. */
export const reducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
