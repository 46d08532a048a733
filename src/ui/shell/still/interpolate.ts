/** Stands in for d3-interpolate: without transitions (see transition.ts) every way from a to b is to be at b. */
const arrive =
  <T>(_from: T, to: T) =>
  (): T =>
    to;

export const interpolate = arrive;
export const interpolateZoom = Object.assign(arrive, { rho: () => arrive });
