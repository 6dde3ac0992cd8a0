import { checkProfile, Profile } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { Answers } from "./answers.ts";

/** The profile of a new city, and what its maker should know of it. */
export interface Made {
  readonly profile: Profile;
  /** Duties that no named department is known to have: their cases go to the duty desk. */
  readonly atDesk: readonly string[];
}

const handlerOf = ({ code, name }: Profile["departments"][number], demo: boolean): Profile["posts"][number] => ({
  id: `${code}-handler`,
  name: { zh: `${name.zh}处置员`, en: `${name.en}, handler` },
  role: "handler",
  department: code,
  area: "",
  person: { login: `handler.${code}`.slice(0, 50), name: `${name.zh}处置员` },
  entry: demo,
});

/** An empty city as it was answered for; what nobody was asked comes from the profile that ships for new cities. */
export const makeProfile = (template: Profile, id: string, answers: Answers): Made => {
  const { departments, demo, calendar, ...rest } = answers;
  const [desk] = departments;
  const dutyDesk = desk?.code ?? template.dutyDesk;
  const has = new Set(departments.map(({ code }) => code));
  const duties = template.duties.map((duty) => (has.has(duty.department) ? duty : { ...duty, department: dutyDesk }));
  const atDesk = template.duties.filter(({ department }) => !has.has(department)).map(({ duty }) => duty);
  const own = template.posts.map((post) => ({ ...post, department: dutyDesk, entry: demo && post.entry }));
  const handlers = departments.slice(1).map((department) => handlerOf(department, demo));
  const host = `${id}.chengyun.example`;
  const posts = [...own, ...handlers];
  return { profile: { ...template, ...rest, id, host, calendar, demo, departments, duties, dutyDesk, posts }, atDesk };
};

/** What keeps a city from starting with this profile, as the start itself would say it. */
export const listFaults = (profile: Profile): Label[] => {
  const read = Profile.safeParse(profile);
  const faults = read.success
    ? checkProfile(read.data)
    : read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return faults.map((fault) => ({ zh: fault, en: fault }));
};
