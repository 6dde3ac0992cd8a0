import type { Figure, Skipped } from "../../bench/bench.ts";
import { openByPost } from "../../e2e/support/callers.ts";
import { type RunningCity, startCity } from "../../e2e/support/running-city.ts";
import { findYuncheng, readPublished } from "../../truth/yuncheng-file.ts";
import { upload } from "./dictionary.ts";
import { mustBeNone, mustHold, type Proof } from "./proof.ts";
import { dataFolder } from "./written-conditions.ts";

const bare = /^\d+(天|小时)$/;

const prove = async (city: RunningCity, id: string): Promise<Figure[]> => {
  const paths = findYuncheng(dataFolder);
  if (paths === undefined) return [];
  const keeper = await openByPost(city, "dictionary-keeper");
  const place = { dictionary: "calendar", version: "1" };
  const template = await upload(keeper, place, [paths.workbook]);
  const flagged = new Set(
    template.rows
      .filter(({ state, question }) => state === "asked" && question === "which-calendar")
      .map((row) => `${row.key} ${row.files}`),
  );
  const lost = readPublished(paths).filter(({ written }) => bare.test(written));
  const missed = lost
    .map(({ of, code, files }) => `${of}-${code} ${files.replace(/\s+/gu, " ").trim()}`)
    .filter((row) => !flagged.has(row));
  const guessed = template.rows.filter(({ written, limit }) => bare.test(written) && limit !== undefined);
  const taken = await keeper.takeImport(template.id).then(
    () => "taken",
    () => "refused",
  );
  const { items } = await keeper.dictionaries(place.dictionary);
  const full = await upload(keeper, { ...place, version: "2" }, [paths.full]);
  const asked = full.rows.filter(({ question }) => question === "which-calendar");
  return [
    {
      id,
      what: "rows of the template that lost their calendar",
      value: flagged.size,
      unit: "rows",
      reach: `= ${lost.length} rows`,
      met: flagged.size === lost.length,
    },
    mustBeNone(id, "of them not flagged", missed),
    mustBeNone(
      id,
      "rows whose calendar was guessed",
      guessed.map(({ id: row, written }) => `${row} ${written}`),
    ),
    mustHold(
      id,
      "the template is refused until somebody answers, and leaves nothing behind",
      taken === "refused" && items.length === 0,
    ),
    mustBeNone(
      id,
      "rows of the standard's own sheet that are asked about for want of a calendar",
      asked.map(({ id: row, written }) => `${row} ${written}`),
    ),
  ];
};

/** 6: calendar-safe import. */
export const calendarSafeImport: Proof = {
  what: "“2 天” is asked about, never guessed",
  run: async ({ id }): Promise<readonly (Figure | Skipped)[]> => {
    if (findYuncheng(dataFolder) === undefined)
      return [{ id, what: calendarSafeImport.what, skipped: `there is no standard below ${dataFolder}` }];
    const city = await startCity();
    try {
      return await prove(city, id);
    } finally {
      await city.stop();
    }
  },
};
