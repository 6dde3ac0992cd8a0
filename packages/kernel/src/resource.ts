import type { Label } from "./label.ts";

/** Kinds of what can be sent or used in an emergency (应急资源). */
export const resourceKinds = {
  team: { zh: "应急队伍", en: "Team" },
  vehicle: { zh: "车辆装备", en: "Vehicle or machine" },
  stock: { zh: "物资储备", en: "Stock" },
  shelter: { zh: "避难场所", en: "Shelter" },
  medical: { zh: "医疗机构", en: "Hospital" },
  expert: { zh: "专家", en: "Expert" },
  camera: { zh: "视频点位", en: "Camera" },
} as const satisfies Readonly<Record<string, Label>>;

/** One kind of resource. */
export type ResourceKind = keyof typeof resourceKinds;

/** What makes things of a type resources: their kind, and the attribute that says how much they hold. */
export interface ResourceType {
  /** Id of a thing type, of any pack. */
  readonly thing: string;
  readonly kind: ResourceKind;
  /** Attribute with how many people it holds; several incidents share one until it is full. Others belong to one at a time. */
  readonly capacity?: string;
  /** Attribute with the day (YYYY-MM-DD) after which it is no longer good. */
  readonly expires?: string;
  /** Attributes shown beside its name, in order. */
  readonly shows?: readonly string[];
  /** It comes on wheels: travel time is by road from where it stands. Others are gone to. */
  readonly comes?: boolean;
  /** It is looked through, not sent: never reserved. */
  readonly shared?: boolean;
}

/** Declares what makes things of a type resources. */
export const defineResource = <const R extends ResourceType>(type: R): R => type;
