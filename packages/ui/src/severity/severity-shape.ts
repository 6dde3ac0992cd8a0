import type { Severity } from "@chengyun/kernel";

/** Outline of each warning level around the origin, 16 units wide: eight corners, three, four, none. */
export const severityShapes: Readonly<Record<Severity, string>> = {
  red: "M-3 -7.2H3L7.2 -3V3L3 7.2H-3L-7.2 3V-3Z",
  orange: "M0 -7.4L7.6 6H-7.6Z",
  yellow: "M0 -7.4L7.4 0L0 7.4L-7.4 0Z",
  blue: "M-6.2 0A6.2 6.2 0 1 1 6.2 0A6.2 6.2 0 1 1 -6.2 0Z",
};
