import { toWall } from "./zone.ts";

/** What a warning's number (GB/T 35965.1-2018, appendix A.1.1) is made of. */
export interface WarningNumberParts {
  /** Six digits of the administrative division (GB/T 2260). */
  readonly area: string;
  /** Three characters of the kind of body (GB/T 4657), three of the unit within it, two of extension: `00000000` where nobody gave one. */
  readonly issuer: string;
  /** Moment, UTC milliseconds. */
  readonly at: number;
  /** Which of the same issuer in the same second: 0 to 9. */
  readonly serial: number;
}

const shape = /^(\d{6})([0-9A-Z]{8})_(\d{14})_(\d)$/;

/**
 * The number of a warning: `ZZZZZZDDDUUUXX_YYYYMMDDhhmmss_N`, 31 characters. The time is that of the city's wall clock
 * (the standard says Beijing's). Undefined where a part does not fit, e.g. an eleventh warning within one second.
 */
export const writeWarningNumber = (parts: WarningNumberParts, zone: string): string | undefined => {
  const wall = new Date(toWall(zone, parts.at)).toISOString().slice(0, 19).replaceAll(/[-T:]/g, "");
  const number = `${parts.area}${parts.issuer}_${wall}_${parts.serial}`;
  return shape.test(number) ? number : undefined;
};

/** Whether a text has the shape of a warning's number. */
export const isWarningNumber = (text: string): boolean => shape.test(text);
