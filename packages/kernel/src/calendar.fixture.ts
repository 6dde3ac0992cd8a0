import { type Calendar, standardHours } from "./calendar.ts";

const dates = (month: string, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, place) => `2026-${month}-${String(first + place).padStart(2, "0")}`);

/** Working calendar of a Chinese city in 2026 (国办发明电〔2025〕7号). */
export const china: Calendar = {
  zone: "Asia/Shanghai",
  hours: standardHours,
  weekend: [6, 7],
  holidays: new Set([
    ...dates("01", 1, 3),
    ...dates("02", 15, 23),
    ...dates("04", 4, 6),
    ...dates("05", 1, 5),
    ...dates("06", 19, 21),
    ...dates("09", 25, 27),
    ...dates("10", 1, 7),
  ]),
  workdays: new Set(["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]),
  knownUntil: "2026-12-31",
};

/** Working calendar of Boston in 2026: daylight saving from 8 March to 1 November, no break at noon. */
export const boston: Calendar = {
  zone: "America/New_York",
  hours: [["09:00", "17:00"]],
  weekend: [6, 7],
  holidays: new Set(["2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25"]),
  workdays: new Set(),
  knownUntil: "2026-12-31",
};

/** A night shift on the island whose daylight saving is half an hour: every oddity of clocks at once. */
export const lordHowe: Calendar = {
  zone: "Australia/Lord_Howe",
  hours: [
    ["00:00", "03:15"],
    ["20:30", "24:00"],
  ],
  weekend: [2],
  holidays: new Set(["2026-04-25"]),
  workdays: new Set(["2026-04-28"]),
  knownUntil: "2026-12-31",
};
