import type { WarningPreview } from "@chengyun/contracts";
import {
  capSeverityOf,
  checkWarningText,
  countSms,
  fillWarning,
  type Label,
  type NoticeValue,
  type Reach,
  type Severity,
  type WarningFault,
  type WarningLevel,
  type WarningStatus,
  type WarningText,
  type WarningType,
} from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { departmentFor, departmentNames } from "../../identity/department/index.ts";
import { type Resolved, resolveReach } from "../reach/index.ts";
import { areaWords, listNamed } from "./area-words.ts";
import { markText } from "./mark.ts";
import type { KeptValue, WarningRecord } from "./model.ts";

/** What an author wishes; as it comes in. */
export interface Wish {
  readonly type: string;
  readonly colour: Severity;
  readonly status: WarningStatus;
  readonly values: Readonly<Record<string, KeptValue>>;
  readonly text?: WarningText | undefined;
  readonly reach: Reach;
  readonly onset?: string | undefined;
  readonly expires?: string | undefined;
  readonly updates?: string | undefined;
  readonly about?: WarningRecord["about"];
}

/** Longest time a warning is given at once: what holds longer is updated. */
const longestMs = 7 * 86_400_000;

/** A wish worked out: what it would say, where it would hold, and what stands in its way. */
export interface Drafted {
  readonly record: WarningRecord;
  readonly resolved: Resolved;
  readonly faults: readonly WarningFault[];
  readonly departmentName: Label;
}

const levelOf = (ctx: Context, wish: Wish): { type: WarningType; level: WarningLevel } => {
  const type = ctx.deployment.registry.warnings.get(wish.type);
  const level = type?.levels[wish.colour];
  if (type === undefined || level === undefined) throw new AppError("warning.unknown-type");
  return { type, level };
};

/** A typed value as the template takes it: a moment is one only where the place is a time's. */
const toValues = (type: WarningType, values: Wish["values"]): Record<string, NoticeValue> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([id, value]) => Object.hasOwn(type.places, id) && value !== "")
      .map(([id, value]) => [
        id,
        type.places[id]?.kind === "time" && typeof value === "string" ? new Date(value) : value,
      ]),
  );

const checkTimes = (now: Date, onset: Date | undefined, expires: Date): WarningFault[] => {
  const from = Math.max(now.getTime(), onset?.getTime() ?? 0);
  const isFit = expires.getTime() > from && expires.getTime() - now.getTime() <= longestMs;
  return isFit ? [] : [{ path: "expires", code: "ends-too-soon" }];
};

/** Works a wish out. Fails with `warning.unknown-type` and as its reach does. */
export const draftWarning = async (ctx: Context, wish: Wish, id: string = newId()): Promise<Drafted> => {
  const { type, level } = levelOf(ctx, wish);
  const resolved = await resolveReach(ctx, wish.reach);
  const areas = await getAreas(ctx);
  const now = ctx.clock.now();
  const onset = wish.onset === undefined ? undefined : new Date(wish.onset);
  const holdsFrom = Math.max(now.getTime(), onset?.getTime() ?? 0);
  const expires = wish.expires === undefined ? new Date(holdsFrom + level.holds) : new Date(wish.expires);
  const department = departmentFor(ctx, type.duty, resolved.areaPath);
  const names = await departmentNames(ctx);
  const departmentName = names.get(department.id) ?? ctx.deployment.profile.name;
  const common = {
    area: areaWords(areas, listNamed(areas, wish.reach, resolved.areaPaths)),
    department: departmentName,
    from: onset ?? now,
    until: expires,
  };
  const filled = fillWarning(
    wish.text ?? level.text,
    { ...common, ...toValues(type, wish.values) },
    ctx.deployment.profile.zone,
  );
  const record: WarningRecord = {
    id,
    source: "own",
    type: type.id,
    colour: wish.colour,
    status: wish.status,
    said: {
      event: type.event,
      code: type.code,
      category: type.category,
      urgency: level.urgency,
      severity: capSeverityOf[wish.colour],
      certainty: level.certainty,
      text: filled,
      values: wish.values,
    },
    reach: wish.reach,
    shape: resolved.shape,
    box: resolved.box,
    areaPaths: resolved.areaPaths,
    onset,
    expires,
    departmentId: department.id,
    updates: wish.updates,
    about: wish.about,
  };
  return { record, resolved, departmentName, faults: faultsOf(ctx, record) };
};

/** What stands in the way of sending a warning as it is now. */
export const faultsOf = (ctx: Context, { said, status, onset, expires }: WarningRecord): WarningFault[] => [
  ...checkWarningText(said.event, markText(said.text, status)),
  ...checkTimes(ctx.clock.now(), onset, expires),
];

/** What a wish would come to, as the editor shows it. */
export const previewWarning = async (ctx: Context, wish: Wish): Promise<WarningPreview> => {
  const { record, resolved, faults, departmentName } = await draftWarning(ctx, wish);
  const { short } = markText(record.said.text, record.status);
  return {
    text: record.said.text,
    faults: [...faults],
    sms: { zh: countSms(short.zh), en: countSms(short.en) },
    expires: record.expires.toISOString(),
    departmentName,
    shape: resolved.shape,
    squareMetres: resolved.squareMetres,
    areas: resolved.areas.map(({ path, name, level }) => ({ path, name, level })),
  };
};
