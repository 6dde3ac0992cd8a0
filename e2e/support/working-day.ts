import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Profile } from "@chengyun/contracts";
import { cityDate, isWorkDate } from "@chengyun/kernel";
import { cityCalendar } from "../../apps/server/src/platform/city-calendar.ts";
import { openByKey } from "./callers.ts";
import { type RunningCity, root } from "./running-city.ts";

const dayMs = 86_400_000;

/** Moves the city's clock to ten o'clock on its next Monday that is worked, so that deadlines never depend on today. */
export const goToMonday = async (city: RunningCity): Promise<number> => {
  const client = openByKey(city);
  const now = Date.parse((await client.clock()).now);
  const path = join(root, "deploy/cities", city.env["CITY"] ?? "", "profile.json");
  const calendar = cityCalendar(Profile.parse(JSON.parse(readFileSync(path, "utf8"))), new Date(now).getFullYear());
  for (let day = now + dayMs; ; day += dayMs) {
    const date = cityDate(calendar, day);
    if (new Date(`${date}T00:00:00Z`).getUTCDay() !== 1 || !isWorkDate(calendar, date)) continue;
    const at = Date.parse(`${date}T10:00:00+08:00`);
    await client.setClock({ speed: 1, at: new Date(at).toISOString(), reason: "a journey begins on a Monday" });
    return at;
  }
};
