import { findDutyDepartment, type PartHealth, type Profile } from "@chengyun/contracts";
import { type CaseType, cityDate, type Label } from "@chengyun/kernel";
import { system } from "../../../platform/actor.ts";
import { createContext } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { countQuarantined } from "../../sensing/quarantine/index.ts";
import { figure, toHealth, type Watched } from "./model.ts";

const dayMs = 86_400_000;
/** The State Council announces a year's holidays in the November before it; two weeks before the end it is late. */
const calendarNoticeDays = 14;

export const duties = { part: "duties", name: { zh: "职责对应", en: "Duties" } } as const;
export const calendar = { part: "calendar", name: { zh: "工作日历", en: "Calendar" } } as const;
export const quarantine = { part: "quarantine", name: { zh: "隔离区", en: "Quarantine" } } as const;

/** A duty that no department has, everywhere or somewhere, and whose cases those are. */
export interface UnmappedDuty {
  readonly duty: string;
  readonly cases: readonly Label[];
}

/** Duties the packs' cases name and the profile gives to nobody, in at least one of the areas. */
export const listUnmappedDuties = (
  profile: Profile,
  cases: Iterable<Pick<CaseType, "handledBy" | "name">>,
  areas: readonly string[],
): UnmappedDuty[] => {
  const named = new Map<string, Label[]>();
  for (const { handledBy, name } of cases) named.set(handledBy, [...(named.get(handledBy) ?? []), name]);
  const isMapped = (duty: string) =>
    findDutyDepartment(profile, duty, "") !== undefined ||
    (areas.length > 0 && areas.every((area) => findDutyDepartment(profile, duty, area) !== undefined));
  return [...named].filter(([duty]) => !isMapped(duty)).map(([duty, of]) => ({ duty, cases: of }));
};

const dutyWords = (unmapped: readonly UnmappedDuty[]): Label => ({
  zh: `以下职责没有对应部门，案卷转值班台：${unmapped.map(({ duty, cases }) => `${duty}（${cases.map(({ zh }) => zh).join("、")}）`).join("；")}。`,
  en: `No department has these duties, so their cases go to the duty desk: ${unmapped.map(({ duty, cases }) => `${duty} (${cases.map(({ en }) => en).join(", ")})`).join("; ")}.`,
});

/** Duties no department is mapped to: their cases go to the duty desk, and somebody should know. */
export const probeDuties = async ({ seed }: Watched): Promise<PartHealth> => {
  const { profile, registry } = seed().deployment;
  const { list } = await getAreas(createContext({ ...seed(), actor: system("health") }));
  const deepest = Math.max(...list.map(({ level }) => level));
  const leaves = list.filter(({ level }) => level === deepest).map(({ path }) => path);
  const unmapped = listUnmappedDuties(profile, registry.cases.values(), leaves);
  const figures = [figure({ zh: "无对应部门", en: "Without a department" }, unmapped.length)];
  return unmapped.length > 0
    ? toHealth(duties, { state: "degraded", words: dutyWords(unmapped), figures })
    : toHealth(duties, {
        state: "well",
        words: { zh: "每项职责都有对应部门。", en: "Every duty has its department." },
        figures,
      });
};

/** Until when deadlines are certain. */
export const probeCalendar = async ({ seed }: Watched): Promise<PartHealth> => {
  const { clock, deployment } = seed();
  const { knownUntil } = deployment.calendar;
  const today = cityDate(deployment.calendar, clock.now().getTime());
  const daysLeft = Math.round((Date.parse(knownUntil) - Date.parse(today)) / dayMs);
  const figures = [figure({ zh: "剩余天数", en: "Days left" }, daysLeft)];
  return daysLeft <= calendarNoticeDays
    ? toHealth(calendar, {
        state: "degraded",
        words: {
          zh: `节假日安排已知至 ${knownUntil}，此后的时限为暂定；新安排公布后请更新系统。`,
          en: `Holidays are known until ${knownUntil}; later deadlines are provisional. Update when the next year is announced.`,
        },
        figures,
      })
    : toHealth(calendar, {
        state: "well",
        words: { zh: `${knownUntil} 之前的时限都是确定的。`, en: `Deadlines up to ${knownUntil} are certain.` },
        figures,
      });
};

/** What was put aside in the last 24 hours. */
export const probeQuarantine = async ({ seed }: Watched): Promise<PartHealth> => {
  const { db, clock } = seed();
  const count = await countQuarantined(db, new Date(clock.now().getTime() - dayMs));
  return toHealth(quarantine, {
    state: "well",
    words:
      count === 0
        ? { zh: "24 小时内没有被隔离的数据。", en: "Nothing was put aside in the last 24 hours." }
        : { zh: "有数据被隔离，原因见隔离区。", en: "Some data was put aside; the quarantine says why." },
    figures: [figure({ zh: "24 小时内", en: "Last 24 hours" }, count)],
  });
};
