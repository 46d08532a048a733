/** Distances and heights of act 7's composition; the faces are written for these. */
export const runningParts = (wide: boolean, isLow: boolean) =>
  wide
    ? {
        margin: 28,
        top: 20,
        gap: 20,
        strip: 104,
        line: 30,
        capsule: 46,
        terminal: 56,
        counts: 54,
        apiServer: 240,
        service: { most: 92, least: 40, gap: 20 },
      }
    : {
        margin: 14,
        top: isLow ? 8 : 12,
        gap: isLow ? 10 : 14,
        strip: 84,
        line: 24,
        capsule: 34,
        terminal: isLow ? 30 : 46,
        counts: 40,
        apiServer: 186,
        service: { most: 64, least: 28, gap: 12 },
      };

export type Parts = ReturnType<typeof runningParts>;
