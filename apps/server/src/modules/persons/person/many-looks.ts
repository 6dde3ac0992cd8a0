import { defineNotice } from "@chengyun/kernel";
import { record } from "../../../platform/journal.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { Reaction } from "../../../platform/reaction.ts";
import { nameOf } from "./service.ts";
import { countLooks, wasToldOfLooks } from "./store.ts";

const hourMs = 3_600_000;
/** A busy desk calls back some twenty people an hour. */
const usualMost = 30;
const type = "person.looked-much";

/** Somebody who looks at many people in plain within an hour is an alarm about ourselves, once an hour. */
export const watchLooks: Reaction = {
  name: "persons/person.many-looks",
  on: ["person.unmasked"],
  react: async (ctx, { actor, at }) => {
    if (actor.kind !== "person") return;
    const since = new Date(at.getTime() - hourMs);
    const looks = await countLooks(ctx.db, actor.id, { since, until: at });
    const most = ctx.deployment.profile.limits?.looksPerHour ?? usualMost;
    if (looks <= most || (await wasToldOfLooks(ctx.db, actor.id, { type, since }))) return;
    const subject = { kind: "person", id: actor.id };
    await record(ctx, { type, subject, areaPath: "", departments: [], changes: { looks, most } });
  },
};

/** The auditor is told at once. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "person-looked-much",
      on: type,
      name: { zh: "一小时内查看明文过多", en: "Many looks at people in plain" },
      text: {
        zh: "{by}一小时内查看人员明文 {looks} 次，超过 {most} 次，请核实",
        en: "{by} looked at people in plain {looks} times within an hour, more than {most}; please find out why",
      },
      places: {
        by: { kind: "text", name: { zh: "查看人", en: "Who looked" }, sample: "周文" },
        looks: { kind: "number", name: { zh: "次数", en: "Looks" }, sample: 42 },
        most: { kind: "number", name: { zh: "上限", en: "Limit" }, sample: 30 },
      },
      to: { permission: "access.audit" },
      urgent: true,
    }),
    values: async (ctx, { subject, changes }) => ({
      by: (await nameOf(ctx, [subject.id])).get(subject.id) ?? subject.id,
      looks: Number(changes["looks"]),
      most: Number(changes["most"]),
    }),
  },
];
