import { randomUUID } from "node:crypto";
import {
  type Fact,
  type FactValues,
  type Flow,
  type Form,
  isForPeople,
  type Move,
  newStage,
  stagesFrom,
} from "@chengyun/kernel";
import { registry } from "../../apps/server/src/app.ts";
import type { PersonActor } from "../../apps/server/src/platform/actor.ts";
import type { TestCity } from "../../apps/server/src/testing/test-city.ts";
import type { Call } from "./call.ts";
import type { Made, Wish } from "./ground.ts";

/** Kind of the matters of one pack's flow, by its plural. */
export type MatterKind = `matter:${string}`;

const samples: Readonly<Partial<Record<Fact["kind"], unknown>>> = {
  text: "探测",
  number: 1,
  flag: true,
  date: "2026-11-01",
  time: "2026-11-01T02:00:00.000Z",
  place: { words: "探测" },
  person: { name: "探测" },
  thing: "0199a0a0-0000-7000-8000-000000000009",
};

const sampleOf = (fact: Fact | undefined, department: string): unknown => {
  if (fact?.kind === "department") return department;
  const [code] = Object.keys(fact?.choices ?? {});
  if (code !== undefined) return fact?.kind === "choices" ? [code] : code;
  return fact === undefined ? "探测" : samples[fact.kind];
};

const requiredOf = (form: Form | undefined): string[] =>
  (form?.sections ?? []).flatMap(({ fields }) => fields.filter(({ required }) => required).map(({ fact }) => fact));

/** Facts that any move of any pack's flow accepts, made from what its table says it needs. */
const factsOf = (flow: Flow, move: Move, department: string): FactValues => {
  const ids = [...(move.needs ?? []), ...requiredOf(registry.forms.get(move.form ?? ""))];
  return Object.fromEntries(ids.map((id) => [id, sampleOf(flow.facts?.[id] ?? registry.facts.get(id), department)]));
};

const openingOf = (flow: Flow): [string, Move] | undefined =>
  Object.entries(flow.moves).find(([, move]) => stagesFrom(move).includes(newStage));

/** Moves that lead from the opening to a stage, shortest first. */
const wayTo = (flow: Flow, wanted: string): string[] => {
  const start = openingOf(flow)?.[1].to ?? "";
  const ways = new Map<string, string[]>([[start, []]]);
  for (const [stage, way] of ways)
    for (const [name, move] of Object.entries(flow.moves))
      if (isForPeople(move) && move.to !== undefined && stagesFrom(move).includes(stage) && !ways.has(move.to))
        ways.set(move.to, [...way, name]);
  return ways.get(wanted) ?? [];
};

const flowOf = (kind: MatterKind): Flow => {
  const flow = [...registry.flows.values()].find(({ plural }) => `matter:${plural}` === kind);
  if (flow === undefined) throw new Error(`no pack declares ${kind}`);
  return flow;
};

/** Opens a matter and brings it to a stage, each move by somebody else. */
export const makeMatter = async (
  city: TestCity,
  kind: MatterKind,
  { place, department, stage }: Wish,
  anybody: () => PersonActor,
): Promise<Made> => {
  const flow = flowOf(kind);
  const [, opening] = openingOf(flow) ?? [];
  const facts = opening === undefined ? {} : factsOf(flow, opening, department);
  const made = await city.call(anybody(), "POST", `/api/v1/${flow.plural}`, { areaPath: place.areaPath, facts });
  if (made.status !== 201) throw new Error(`${kind}: ${made.status} ${JSON.stringify(made.body)}`);
  let version = 1;
  for (const name of wayTo(flow, stage ?? opening?.to ?? "")) {
    const body = { version, facts: factsOf(flow, flow.moves[name] as Move, department) };
    const moved = await city.call(anybody(), "POST", `/api/v1/${flow.plural}/${made.body.id}/moves/${name}`, body);
    if (moved.status !== 200) throw new Error(`${kind} ${name}: ${moved.status} ${JSON.stringify(moved.body)}`);
    version = moved.body.version;
  }
  return { id: made.body.id, version };
};

const callsOf = (flow: Flow): Record<string, Call> => {
  const kind: MatterKind = `matter:${flow.plural}`;
  const path = `/api/v1/${flow.plural}`;
  const read: Call = { object: kind, noDepartment: true };
  const opening = openingOf(flow)?.[1];
  const moves = Object.entries(flow.moves).filter(
    ([, move]) => isForPeople(move) && !stagesFrom(move).includes(newStage),
  );
  return {
    [`GET ${path}`]: { shows: kind, query: () => "?limit=500" },
    [`GET ${path}/:id`]: read,
    [`GET ${path}/:id/timeline`]: read,
    [`GET ${path}/:id/moves`]: read,
    // Who may read people in plain and sees no matters of this kind is answered 404.
    [`POST ${path}/:id/words`]: { ...read, always: 404, body: () => ({ purpose: "request", reason: "探测" }) },
    ...(opening === undefined
      ? {}
      : {
          [`POST ${path}`]: {
            shows: { nothing: "it opens one matter" },
            body: ({ here, own }) => ({ areaPath: here.areaPath, facts: factsOf(flow, opening, own) }),
            outside: ({ there, own }) => ({
              "other area": { areaPath: there.areaPath, facts: factsOf(flow, opening, own) },
            }),
          } satisfies Call,
        }),
    ...Object.fromEntries(
      moves.map(([name, move]) => [
        `POST ${path}/:id/moves/${name}`,
        {
          ...read,
          stage: stagesFrom(move)[0] ?? "",
          body: ({ own }, made) => ({ version: made?.version ?? 1, facts: factsOf(flow, move, own) }),
        } satisfies Call,
      ]),
    ),
  };
};

const probeFact = () => ({ id: `probe-${randomUUID().slice(0, 8)}`, name: { zh: "探测", en: "Probe" }, kind: "text" });
const probeForm = (key: string) => ({
  id: key,
  name: { zh: "探测", en: "Probe" },
  sections: [{ name: { zh: "探测", en: "Probe" }, fields: [{ fact: "item" }] }],
});
const formKey = () => `probe-${randomUUID().slice(0, 8)}`;

/** Keys of forms and facts made so far: what is edited keeps its own. */
const keys = new Map<string, string>();

/** A fact that somebody of the place defines. */
export const makeFact = async (city: TestCity, { place }: Wish, anybody: () => PersonActor): Promise<Made> => {
  const fact = probeFact();
  const { body } = await city.call(anybody(), "POST", "/api/v1/facts", { fact, areaPath: place.areaPath });
  keys.set(body.id, fact.id);
  return { id: body.id, version: 1 };
};

/** A form that somebody of the place draws; published when that is wished. */
export const makeForm = async (city: TestCity, { place, stage }: Wish, anybody: () => PersonActor): Promise<Made> => {
  const form = probeForm(formKey());
  const { body } = await city.call(anybody(), "POST", "/api/v1/forms", { ...form, areaPath: place.areaPath });
  keys.set(body.id, form.id);
  if (stage !== "published") return { id: body.id, version: 1 };
  await city.call(anybody(), "POST", `/api/v1/forms/${body.id}/moves/publish`, { version: 1, facts: {} });
  return { id: body.id, version: 2 };
};

const keyOf = (made: Made | undefined): string => keys.get(made?.id ?? "") ?? formKey();

/** Facts and forms belong to an area and to no department. */
const ofArea = (object: "fact" | "form", stage?: string): Call => ({
  object,
  byAreaAlone: true,
  ...(stage === undefined ? {} : { stage }),
});

const noForm: Call = {
  params: { id: randomUUID() },
  always: 404,
  body: () => ({ places: ["attack-probe"] }),
};

/** Every route of facts, forms and packs' flows: a new pack needs no line here. */
export const matterCalls: Readonly<Record<string, Call>> = {
  ...Object.assign({}, ...[...registry.flows.values()].map(callsOf)),
  "GET /api/v1/matter-kinds": {},
  "GET /api/v1/facts": {},
  "POST /api/v1/facts": {
    shows: { nothing: "it defines one fact" },
    body: ({ here }) => ({ fact: probeFact(), areaPath: here.areaPath }),
    outside: ({ there }) => ({ "other area": { fact: probeFact(), areaPath: there.areaPath } }),
  },
  "GET /api/v1/facts/:id/moves": ofArea("fact"),
  "POST /api/v1/facts/:id/moves/edit": {
    ...ofArea("fact"),
    body: (_, made) => ({
      version: made?.version ?? 1,
      facts: { definition: { ...probeFact(), id: keyOf(made) } },
    }),
  },
  "POST /api/v1/facts/:id/moves/retire": {
    ...ofArea("fact"),
    body: (_, made) => ({ version: made?.version ?? 1, facts: { reason: "探测" } }),
  },
  "GET /api/v1/forms": {},
  "POST /api/v1/forms": {
    shows: { nothing: "it draws one form" },
    body: ({ here }) => ({ ...probeForm(formKey()), areaPath: here.areaPath }),
    outside: ({ there }) => ({ "other area": { ...probeForm(formKey()), areaPath: there.areaPath } }),
  },
  "GET /api/v1/forms/:id": ofArea("form"),
  "GET /api/v1/forms/:id/moves": ofArea("form"),
  "POST /api/v1/forms/:id/moves/edit": {
    ...ofArea("form"),
    body: (_, made) => ({ version: made?.version ?? 1, facts: { design: probeForm(keyOf(made)) } }),
  },
  "POST /api/v1/forms/:id/moves/publish": {
    ...ofArea("form"),
    body: (_, made) => ({ version: made?.version ?? 1, facts: {} }),
  },
  "POST /api/v1/forms/:id/moves/revise": {
    ...ofArea("form", "published"),
    body: (_, made) => ({ version: made?.version ?? 1, facts: {} }),
  },
  "POST /api/v1/forms/:id/moves/retire": {
    ...ofArea("form"),
    body: (_, made) => ({ version: made?.version ?? 1, facts: { reason: "探测" } }),
  },
  "GET /api/v1/form-places": {},
  // Whoever reaches the whole city is told that there is no such form; whoever does not, that it is not theirs to say.
  "POST /api/v1/forms/:id/attach": noForm,
  "POST /api/v1/forms/:id/detach": noForm,
  "GET /api/v1/form-versions/:key": { params: { key: "found-item" } },
  "GET /api/v1/form-versions/:key/:version": { params: { key: "found-item", version: "1" } },
  "POST /api/v1/known-facts": {
    shows: { nothing: "what was told is shown within the area alone; the module's test says so" },
    body: () => ({ form: "found-item", answers: {} }),
  },
};
