import { type Actor, defineScenario, metres, minutes, type Play } from "@chengyun/kernel";
import { gasLeak } from "./cases.ts";
import { methaneHigh } from "./rules.ts";
import { gasManhole, methane } from "./things.ts";

const lasts = minutes(210);
const shutAt = minutes(150);
/** In the manhole beside the leak once it runs, in % of the lower explosive limit. */
const source = 72;
/** Over which way in soil and ducts it falls to a third. */
const reachM = 240;
/** How fast it creeps along the trench. */
const metresPerMinute = 8;

/** What a manhole comes to in the end. */
const endAt = ({ metres: far }: Actor): number => source * Math.exp(-far / reachM);

/** Methane so long after the leak began: it creeps from manhole to manhole, fills each, and is blown out once shut off. */
export const creep = (since: number, actor: Actor): number => {
  const begun = since - (actor.metres / metresPerMinute) * minutes(1);
  if (begun <= 0) return 0;
  const filled = 1 - Math.exp(-Math.min(begun, shutAt) / minutes(12));
  const blown = since > shutAt ? Math.exp(-(since - shutAt) / minutes(8)) : 1;
  return endAt(actor) * filled * blown;
};

/** Severity of what a manhole comes to; at the edge of a step the truth says nothing. */
const outcomeAt = (actor: Actor) => {
  const end = endAt(actor);
  const edges = [10, 20, 40];
  if (edges.some((edge) => end > edge * 0.9 && end < edge * 1.15)) return "may";
  if (end < 10) return undefined;
  const severity = end > 40 ? "red" : end > 20 ? "orange" : "yellow";
  return { rule: methaneHigh, severity, within: minutes(100) } as const;
};

const leak: Play = {
  id: "gas-leak",
  name: { zh: "燃气管泄漏", en: "A gas main leaks" },
  about: {
    zh: "中压管漏气，甲烷沿管沟爬入相邻的井，由近及远、由浓到淡；更远的井没有。一起案卷，相邻井的报警是它的回声。",
    en: "A gas main leaks; methane creeps along the trench from manhole to manhole, later and thinner further off. One case, the manholes beside it are its echoes; beyond them nothing.",
  },
  scene: gasManhole,
  lasts,
  parts: [
    {
      thing: gasManhole,
      stream: methane,
      cast: "scene",
      every: minutes(1),
      value: (since, ordinary, _, actor) => ordinary + creep(since, actor),
      leadsTo: () => ({ rule: methaneHigh, severity: "red", within: minutes(10) }),
    },
    {
      thing: gasManhole,
      stream: methane,
      cast: { within: metres(1_200), most: 24, along: "both" },
      every: minutes(2),
      value: (since, ordinary, _, actor) => ordinary + creep(since, actor),
      leadsTo: outcomeAt,
    },
  ],
  cases: [{ type: gasLeak, count: 1 }],
};

export const scenario = defineScenario({
  rhythms: [{ thing: gasManhole, stream: methane, value: ({ chance }) => Math.max(0, 0.3 + 0.3 * chance) }],
  events: [],
  plays: [leak],
});
