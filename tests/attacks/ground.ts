import { randomInt, randomUUID } from "node:crypto";
import { areaCodes } from "@chengyun/kernel";
import sharp from "sharp";
import { registry } from "../../apps/server/src/app.ts";
import { keepAlarmEvents } from "../../apps/server/src/modules/alarms/alarm/index.ts";
import { getAreas } from "../../apps/server/src/modules/atlas/area/index.ts";
import { registerThing } from "../../apps/server/src/modules/atlas/thing/index.ts";
import { openWaiting } from "../../apps/server/src/modules/cases/report/index.ts";
import { giveTask } from "../../apps/server/src/modules/flows/task/index.ts";
import { departmentId, postId } from "../../apps/server/src/modules/identity/department/index.ts";
import { listPermissions } from "../../apps/server/src/modules/identity/role/index.ts";
import { keepPerson } from "../../apps/server/src/modules/persons/person/index.ts";
import { keepQuarantined } from "../../apps/server/src/modules/sensing/quarantine/index.ts";
import { type PersonActor, system } from "../../apps/server/src/platform/actor.ts";
import { newId, transact } from "../../apps/server/src/platform/context.ts";
import type { Answer, TestCity } from "../../apps/server/src/testing/test-city.ts";
import { makeAppeal, makeDeputy } from "./handed-over.ts";
import { makeIncident } from "./incident-ground.ts";
import { type MatterKind, makeFact, makeForm, makeMatter } from "./matter-calls.ts";
import { makeReach, makeRequest, makeReview } from "./powers.ts";
import { probeCategory } from "./probe.ts";
import { makeRisk } from "./risk-ground.ts";
import { makeWarning } from "./warning-calls.ts";

/** The department that the attackers of one department belong to. */
const ownDepartment = "city-management";

/** A part of the city: a street with a point in it. */
export interface Place {
  readonly areaPath: string;
  readonly position: readonly [number, number];
}

/** Kinds of objects that a route can be pointed at. */
export type Kind =
  | MatterKind
  | "fact"
  | "form"
  | "case"
  | "thing"
  | "account"
  | "account-request"
  | "wider-reach"
  | "access-review"
  | "key"
  | "photo"
  | "area"
  | "post"
  | "device"
  | "stream"
  | "alarm"
  | "risk"
  | "quarantined"
  | "notice"
  | "delivery"
  | "person"
  | "routing-rule"
  | "task"
  | "appeal"
  | "incident"
  | "deputy"
  | "report"
  | "warning";

/** Something that exists, and who may see it. */
export interface Made {
  readonly id: string;
  readonly version: number;
  /** Number of a stream. */
  readonly no?: number;
}

/** Where and whose a fixture is. */
export interface Wish {
  readonly place: Place;
  readonly department: string;
  readonly stage?: string;
  /** Uploader of a photo. */
  readonly by?: PersonActor;
}

/** A city to attack: two streets, two departments, and makers of objects in them. */
export interface Ground {
  readonly city: TestCity;
  readonly here: Place;
  readonly there: Place;
  readonly own: string;
  readonly other: string;
  readonly make: (kind: Kind, wish: Wish) => Promise<Made>;
  /** All that is written, as one number that changes with every write. */
  readonly pulse: () => Promise<string>;
}

/** Somebody who may everything within a reach; four eyes take several of them. */
export const anybody = (reach: { areaPath?: string; departments?: PersonActor["departments"] } = {}): PersonActor => ({
  kind: "person",
  id: randomUUID(),
  accountId: randomUUID(),
  sessionId: randomUUID(),
  postId: randomUUID(),
  permissions: listPermissions(registry),
  areaPath: reach.areaPath ?? "",
  departments: reach.departments ?? "all",
});

const must = (answer: Answer, what: string) => {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** The way of a case to each stage, from `reported`. */
const ways: Readonly<Record<string, readonly string[]>> = {
  reported: [],
  looking: ["ask-look"],
  filed: ["file"],
  dispatched: ["file", "dispatch"],
  disposing: ["file", "dispatch", "accept"],
  "fed-back": ["file", "dispatch", "accept", "feed-back"],
  verified: ["file", "dispatch", "accept", "feed-back", "verify"],
  suspended: ["file", "dispatch", "accept", "ask-suspension", "suspend"],
  disputed: ["file", "dispatch", "dispute"],
  closed: ["file", "dispatch", "accept", "feed-back", "verify", "close"],
};

/** Facts of the moves of a case. */
export const caseFacts = (move: string, department: string): Record<string, unknown> =>
  ({
    "ask-look": { department },
    look: { finding: "true" },
    "call-off-look": { reason: "不必核实" },
    file: { "filing-condition": "1" },
    dispatch: { department },
    "feed-back": { result: "已处置" },
    verify: { "closing-condition": "1" },
    "hand-to-file": { reason: "条件不符" },
    "hand-to-verify": { reason: "须再核查" },
    assign: { person: randomUUID() },
    unassign: { reason: "换人" },
    share: { "joint-department": departmentId("drainage-office"), what: "探测" },
    "ask-extension": { reason: "雨天" },
    "refuse-extension": { reason: "不足" },
    "ask-suspension": { reason: "待料", until: "2026-12-01T00:00:00.000Z" },
    suspend: { until: "2026-12-01T00:00:00.000Z" },
    "refuse-suspension": { reason: "不足" },
    dispute: { reason: "不属本部门" },
    uphold: { reason: "属该部门" },
    reassign: { department: departmentId("drainage-office"), reason: "属排水" },
    redispatch: { department: departmentId("drainage-office"), reason: "无人可接收" },
    appeal: { reason: "停电" },
    "hand-back": { reason: "不属本部门" },
    rework: { reason: "未恢复" },
    reopen: { reason: "复发" },
    "reopen-nobodys": { reason: "复发" },
    void: { reason: "重复" },
    comment: { comment: "探测" },
  })[move] ?? {};

const makeCase = async (city: TestCity, { place, department, stage = "dispatched" }: Wish): Promise<Made> => {
  const said = { category: probeCategory, position: place.position, text: "探测" };
  const { caseId } = must(await city.call(anybody(), "POST", "/api/v1/reports", said), "report");
  let version = 1;
  for (const move of ways[stage] ?? []) {
    const body = { version, facts: caseFacts(move, department) };
    version = must(await city.call(anybody(), "POST", `/api/v1/cases/${caseId}/moves/${move}`, body), move).version;
  }
  return { id: caseId, version };
};

/** A multipart body with one small photo. */
export const photoBody = async (): Promise<{ body: Buffer; boundary: string }> => {
  const boundary = "----attack";
  const image = await sharp({ create: { width: 32, height: 32, channels: 3, background: "red" } })
    .jpeg()
    .toBuffer();
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  return { boundary, body: Buffer.concat([Buffer.from(head), image, Buffer.from(`\r\n--${boundary}--\r\n`)]) };
};

const makePhoto = async (city: TestCity, { place, department, by }: Wish): Promise<Made> => {
  const uploader = by ?? anybody();
  const { body, boundary } = await photoBody();
  const photo = must(await city.upload(uploader, "/api/v1/files", body, boundary), "photo");
  const said = { category: probeCategory, position: place.position, text: "照片", photos: [photo.id] };
  const { caseId } = must(await city.call(uploader, "POST", "/api/v1/reports", said), "report");
  for (const [at, move] of ["file", "dispatch"].entries()) {
    const facts = caseFacts(move, department);
    must(await city.call(anybody(), "POST", `/api/v1/cases/${caseId}/moves/${move}`, { version: at + 1, facts }), move);
  }
  return { id: photo.id, version: 1 };
};

const makeThing = async (city: TestCity, { place }: Wish): Promise<Made> => {
  const { id } = await registerThing(city.context(system("attack")), {
    ref: `attack-${randomUUID()}`,
    type: "manhole",
    name: { zh: "井", en: "Manhole" },
    position: place.position,
    attributes: { lipCm: 200 },
    areaPath: place.areaPath,
  });
  return { id, version: 1 };
};

const makePost = async (city: TestCity, { place, department }: Wish): Promise<Made> => {
  const post = { name: { zh: "岗", en: "Post" }, role: "handler", departmentId: department, areaPath: place.areaPath };
  const { id } = must(await city.call(anybody(), "POST", "/api/v1/posts", post), "post");
  return { id, version: 1 };
};

const makeAccount = async (city: TestCity, wish: Wish): Promise<Made> => {
  const post = await makePost(city, wish);
  const account = { login: `a${randomUUID().slice(0, 12)}`, name: "某人", postIds: [post.id] };
  const { id } = must(await city.call(anybody(), "POST", "/api/v1/accounts", account), "account");
  return { id, version: 1 };
};

const makeKey = async (city: TestCity, { place }: Wish): Promise<Made> => {
  const key = { name: "key", scopes: ["areas.read"], areaPath: place.areaPath };
  const { id } = must(await city.call(anybody(), "POST", "/api/v1/keys", key), "key");
  return { id, version: 1 };
};

/** Areas are there already: the street itself is the object. */
const findArea = async (city: TestCity, { place }: Wish): Promise<Made> => {
  const { list } = await getAreas(city.context(system("attack")));
  const area = list.find(({ path }) => path === place.areaPath);
  if (area === undefined) throw new Error(`no area ${place.areaPath}`);
  return { id: area.id, version: 1 };
};

const makeDevice = async (city: TestCity, wish: Wish): Promise<Made> => {
  const thing = await makeThing(city, wish);
  const device = { ref: `attack-${randomUUID()}`, type: "manhole-gauge", thingId: thing.id, name: "液位计" };
  const { id } = must(await city.call(anybody(), "POST", "/api/v1/devices", device), "device");
  return { id, version: 1 };
};

const makeStream = async (city: TestCity, wish: Wish): Promise<Made> => {
  const device = await makeDevice(city, wish);
  const { rows } = await city.database.pool.query("SELECT id, no FROM streams WHERE device_id = $1 LIMIT 1", [
    device.id,
  ]);
  return { id: rows[0].id, version: 1, no: rows[0].no };
};

const makeAlarm = async (city: TestCity, wish: Wish): Promise<Made> => {
  const thing = await makeThing(city, wish);
  const id = newId();
  const at = city.clock.now().getTime();
  const { areaPath, position } = wish.place;
  await keepAlarmEvents(city.context(system("attack")), [
    {
      kind: "raise",
      id,
      rule: "attack-probe",
      thing: { id: thing.id, areaPath, position },
      streamNo: 1,
      severity: "yellow",
      silence: false,
      value: 1,
      startedAt: at,
      since: at,
      at,
      readingAt: at,
      judgedAt: at,
    },
  ]);
  return { id, version: 1 };
};

const makeQuarantined = async (city: TestCity, { place }: Wish): Promise<Made> => {
  const id = newId();
  const at = city.clock.now().getTime();
  await keepQuarantined(city.database.db, [
    {
      id,
      key: id,
      reason: "undecodable",
      deviceId: undefined,
      address: undefined,
      detail: { zh: "探测", en: "probe" },
      payload: undefined,
      areaPath: place.areaPath,
      count: 1,
      firstAt: at,
      lastAt: at,
    },
  ]);
  return { id, version: 1 };
};

/** Told to a permission in the first department, to the department alone in others. */
const makeNotice = async (city: TestCity, { place, department }: Wish): Promise<Made> => {
  const id = newId();
  const permission = department === departmentId(ownDepartment) ? "notices.read" : null;
  await city.database.pool.query(
    `INSERT INTO notices (id, type, cause, at, text, subject_kind, subject_id, area_path, permission, departments,
       acknowledge)
     VALUES ($1::uuid, 'attack', $2, now(), '{"zh":"探测","en":"probe"}', 'case', $1::uuid::text, $3, $4, $5, true)`,
    [id, Number.parseInt(id.replaceAll("-", "").slice(-10), 16), place.areaPath, permission, [department]],
  );
  return { id, version: 1 };
};

/** A message by SMS that nobody could deliver. */
const makeDelivery = async (city: TestCity, { place, department }: Wish): Promise<Made> => {
  const id = newId();
  await city.database.pool.query(
    `INSERT INTO deliveries (id, key, notice_id, type, text, subject_kind, subject_id, area_path, departments, urgent,
       person_id, language, channel, state, gather, tries, at)
     VALUES ($1::uuid, $1::uuid::text, $1::uuid, 'attack', '{"short":{"zh":"探测","en":"probe"}}', 'case', $1::uuid::text,
       $2, $3, false, $4, 'zh', 'sms', 'given-up', true, 1, now())`,
    [id, place.areaPath, [department], randomUUID()],
  );
  return { id, version: 1 };
};

/** A citizen's report that waits at the desk. */
const makeReport = async (city: TestCity, { place }: Wish): Promise<Made> => {
  const waiting = {
    channel: "citizen",
    areaPath: place.areaPath,
    photos: [],
    more: { position: place.position },
  } as const;
  const { id } = await transact(city.context(system("attack")), (ctx) => openWaiting(ctx, waiting));
  return { id, version: 1 };
};

const makePerson = async (city: TestCity, { place, stage = "kept" }: Wish): Promise<Made> => {
  const person = { name: "某甲", phone: `139${String(randomInt(1e8)).padStart(8, "0")}` };
  const id = await keepPerson(city.context(system("attack")), person, { areaPath: place.areaPath });
  if (stage === "kept") return { id, version: 1 };
  const facts = { basis: "asked", reason: "探测" };
  const asked = await city.call(anybody(), "POST", `/api/v1/persons/${id}/moves/ask-erase`, { version: 1, facts });
  return { id, version: must(asked, "ask-erase").version };
};

const makeTask = async (city: TestCity, wish: Wish): Promise<Made> => {
  const found = await makeCase(city, { ...wish, stage: "disposing" });
  const { areaPath, position } = wish.place;
  const task = {
    subjectId: found.id,
    departmentId: wish.department,
    areaPath,
    position,
    what: "探测",
    waives: ["photos"],
  };
  const id = await giveTask(city.context(anybody()), task);
  if (wish.stage !== "accepted" && wish.stage !== "returned") return { id, version: 1 };
  const [name, facts] = wish.stage === "accepted" ? ["accept", {}] : ["return", { reason: "不属本部门" }];
  const moved = await city.call(anybody(), "POST", `/api/v1/tasks/${id}/moves/${name}`, { version: 1, facts });
  return { id, version: must(moved, String(name)).version };
};

const makeRule = async (city: TestCity, { place, department }: Wish): Promise<Made> => {
  const rule = {
    name: { zh: "探测", en: "Probe" },
    condition: "category == 'nothing'",
    departmentId: department,
    place: 1,
    areaPath: place.areaPath,
  };
  return { id: must(await city.call(anybody(), "POST", "/api/v1/routing-rules", rule), "rule").id, version: 1 };
};

const makers: Readonly<Record<Exclude<Kind, MatterKind>, (city: TestCity, wish: Wish) => Promise<Made>>> = {
  case: makeCase,
  fact: (city, wish) => makeFact(city, wish, anybody),
  form: (city, wish) => makeForm(city, wish, anybody),
  thing: makeThing,
  account: makeAccount,
  "account-request": (city, wish) => makeRequest(city, wish, anybody),
  "access-review": (city, wish) => makeReview(city, wish),
  "wider-reach": (city, wish) => makeReach(city, wish, anybody),
  key: makeKey,
  photo: makePhoto,
  area: findArea,
  post: makePost,
  device: makeDevice,
  stream: makeStream,
  alarm: makeAlarm,
  risk: makeRisk,
  quarantined: makeQuarantined,
  notice: makeNotice,
  delivery: makeDelivery,
  person: makePerson,
  "routing-rule": makeRule,
  task: makeTask,
  appeal: async (city, wish) =>
    makeAppeal(city, wish, (await makeCase(city, { ...wish, stage: "closed" })).id, anybody),
  incident: (city, wish) => makeIncident(city, wish, anybody),
  deputy: (city, wish) => makeDeputy(city, wish, anybody),
  report: makeReport,
  warning: (city, wish) => makeWarning(city, wish, anybody),
};

const isMatter = (kind: Kind): kind is MatterKind => kind.startsWith("matter:");

/** Prefecture city, county city, street. */
const streetLevel = 3;

/** Two streets of the built-in quarter, with a point well inside each. */
const findPlaces = async (city: TestCity): Promise<[Place, Place]> => {
  const areas = await getAreas(city.context(system("attack")));
  const [west, south, east, north] = city.deployment.profile.extent;
  const places = new Map<string, Place>();
  for (let x = 1; x < 40; x += 1)
    for (let y = 1; y < 40; y += 1) {
      const position = [west + ((east - west) * x) / 40, south + ((north - south) * y) / 40] as const;
      const path = areas.at(position);
      const street = path === undefined ? [] : areaCodes(path).slice(0, streetLevel);
      const areaPath = street.map((code) => `${code}/`).join("");
      if (street.length === streetLevel && !places.has(areaPath)) places.set(areaPath, { areaPath, position });
    }
  const [here, there] = [...places.values()];
  if (here === undefined || there === undefined) throw new Error("the city has fewer than two streets");
  return [here, there];
};

/** Prepares the city. */
export const prepareGround = async (city: TestCity): Promise<Ground> => {
  const [here, there] = await findPlaces(city);
  // What was made so far has its positions: proofs of them can be asked for.
  await city.settle();
  return {
    city,
    here,
    there,
    own: departmentId(ownDepartment),
    other: departmentId("drainage-office"),
    make: (kind, wish) => (isMatter(kind) ? makeMatter(city, kind, wish, anybody) : makers[kind](city, wish)),
    pulse: async () => {
      const { rows } = await city.database.pool.query(`
        SELECT (SELECT count(*) FROM journal WHERE type <> 'session.refused') || ' ' ||
          (SELECT coalesce(sum(version), 0) FROM subjects) || ' ' ||
          (SELECT count(*) FROM person_texts) || ' ' || (SELECT count(*) FROM persons) AS pulse`);
      return rows[0].pulse;
    },
  };
};

export { postId };
