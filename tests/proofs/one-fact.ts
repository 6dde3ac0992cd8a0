import { brief, defineForm, definePack, type Fact } from "@chengyun/kernel";
import type { TestProject } from "vitest/node";
import { postId } from "../../apps/server/src/modules/identity/department/index.ts";
import type { PersonActor } from "../../apps/server/src/platform/actor.ts";
import { administrator, officer } from "../../apps/server/src/testing/actors.ts";
import setup from "../../apps/server/src/testing/database-setup.ts";
import { openTestCity, type TestCity } from "../../apps/server/src/testing/test-city.ts";
import type { Figure } from "../../bench/bench.ts";
import { mustBeNone, mustHold, type Proof } from "./proof.ts";

type Address = NonNullable<Parameters<typeof openTestCity>[0]>["address"];

const named = (zh: string, en: string) => ({ zh, en });

const facts: readonly Fact[] = [
  brief.thing("manhole", "井盖", "Manhole"),
  brief.text("cover-material", "井盖材质", "Cover material", { longest: 40, about: "thing" }),
  brief.number("depthCm", "井深", "Depth", { unit: "cm", about: "thing" }),
  brief.text("owner-words", "权属人自述", "Owner's words", { personal: true }),
];

const asks = (kind: string, form: string) =>
  brief.flow(kind, `${kind}s`, [kind === "survey" ? "井盖普查" : "井盖更换", kind], {
    stages: { open: brief.stage("在办", "Open"), done: brief.end("办结", "Done") },
    moves: {
      start: brief.move(["登记", "Start"], "new > open", `${kind}s.run`, { form }),
      end: brief.move(["办结", "End"], "open > done", `${kind}s.run`),
    },
  });

/** Two departments' own subjects; neither knows the other. */
const surveys = definePack({
  id: "manhole-surveys",
  name: named("井盖普查", "Manhole surveys"),
  standards: [],
  things: [],
  facts,
  flows: [asks("survey", "manhole-survey")],
  forms: [
    defineForm({
      id: "manhole-survey",
      version: 1,
      name: named("井盖普查表", "Manhole survey"),
      sections: [brief.section("井", "Manhole", "manhole!", "cover-material", "depthCm", "owner-words")],
    }),
  ],
});
const changes = definePack({
  id: "cover-changes",
  name: named("井盖更换", "Cover changes"),
  standards: [],
  things: [],
  flows: [asks("change", "cover-change")],
});

const rights = ["surveys.run", "surveys.read", "changes.run", "changes.read", "things.register", "forms.design"];
const actor = (post: string): PersonActor => ({
  ...officer({ permissions: rights, departments: "all" }),
  postId: postId(post),
});

interface Seen {
  readonly fact: string;
  readonly value: unknown;
  readonly departmentName?: { readonly zh: string };
  readonly formName: { readonly zh: string };
  readonly at: string;
}

/** The second department's form is made by people, out of the same dictionary. */
const designForm = async (city: TestCity): Promise<void> => {
  const designer = administrator({ permissions: ["forms.design"] });
  const form = {
    id: "cover-change",
    name: named("井盖更换单", "Cover change"),
    sections: [
      {
        name: named("井", "Manhole"),
        fields: [{ fact: "manhole", required: true }, { fact: "depthCm" }, { fact: "cover-material" }],
      },
    ],
  };
  const { body } = await city.call(designer, "POST", "/api/v1/forms", form);
  await city.call(designer, "POST", `/api/v1/forms/${body.id}/moves/publish`, { version: 1, facts: {} });
};

const prove = async (id: string, city: TestCity): Promise<Figure[]> => {
  const [drainer, keeper] = [actor("drainage-handler"), actor("city-handler")];
  const thing = { ref: "m-19", type: "manhole", name: named("19 号井", "Manhole 19"), position: [112.352, 28.846] };
  const manhole = (await city.call(drainer, "POST", "/api/v1/things", thing)).body.id;
  await designForm(city);
  const told = { manhole, "cover-material": "球墨铸铁", depthCm: 185, "owner-words": "门口这口井归我管" };
  const first = await city.call(drainer, "POST", "/api/v1/surveys", { facts: told });
  const asked = { form: "cover-change", answers: { manhole } };
  const seen: Seen[] = (await city.call(keeper, "POST", "/api/v1/known-facts", asked)).body.items;
  const bySelf = new Map(seen.map((known) => [known.fact, known]));
  const second = await city.call(keeper, "POST", "/api/v1/changes", {
    facts: { manhole, ...Object.fromEntries(seen.map(({ fact, value }) => [fact, value])) },
  });
  const taken = (await city.call(keeper, "GET", `/api/v1/changes/${second.body.id}`)).body;
  const differences = ["cover-material", "depthCm"].filter(
    (fact) => taken.facts?.[fact] !== (told as Record<string, unknown>)[fact],
  );
  const office = bySelf.get("depthCm")?.departmentName?.zh;
  const { rows } = await city.database.pool.query(
    "SELECT (SELECT string_agg(value::text, '') FROM known_facts) || (SELECT string_agg(changes::text, '') FROM journal) AS whole",
  );
  return [
    mustHold(id, "the first department's form was kept", first.status === 201),
    mustBeNone(id, "facts typed once that the second department's form does not hold", differences),
    mustHold(
      id,
      `each with its source: ${office}, 《${bySelf.get("depthCm")?.formName.zh}》`,
      office === "市排水管理处",
    ),
    mustHold(id, "and with the moment it was told", bySelf.get("depthCm")?.at === "2026-11-02T02:00:00.000Z"),
    mustHold(
      id,
      "answers keep the form's version they were given to",
      taken.answered?.[0]?.form === "cover-change" && taken.answered[0].version === 1,
    ),
    mustHold(id, "personal words are in the vault alone", !String(rows[0]?.whole).includes("归我管")),
  ];
};

/** 19: a fact typed once appears in two departments' forms with its source. */
export const oneFact: Proof = {
  what: "one form, one fact: what one department typed another finds filled in, with who said it and when",
  run: async ({ id, tell }) => {
    let address: Address;
    const provide = (name: string, value: unknown) => {
      if (name === "database") address = value as Address;
    };
    tell("starting a database");
    const stop = await setup({ provide } as unknown as TestProject);
    if (address === undefined) throw new Error("no database was provided");
    const city = await openTestCity({ packs: [surveys, changes], ground: true, address });
    try {
      return await prove(id, city);
    } finally {
      await city.close();
      await stop();
    }
  },
};
