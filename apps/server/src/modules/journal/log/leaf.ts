import { hash } from "node:crypto";
import { createTreeHasher, formatLeaf, type Leaf, type Sha256 } from "@chengyun/kernel";

/** The columns of a positioned entry that its leaf is made of; `leaf` is the version of it. */
export interface LeafColumns {
  readonly position: number;
  readonly at: Date;
  readonly type: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_post: string | null;
  readonly cause_kind: string | null;
  readonly cause_id: string | null;
  readonly stage: string | null;
  readonly area_path: string;
  readonly departments: readonly string[];
  readonly digest: Buffer;
  readonly leaf: number;
}

/** Names of the columns that make a leaf, less the position. */
export const leafColumns = [
  "at",
  "type",
  "subject_kind",
  "subject_id",
  "actor_kind",
  "actor_id",
  "actor_post",
  "cause_kind",
  "cause_id",
  "stage",
  "area_path",
  "departments",
  "digest",
  "leaf",
] as const;

export const sha256: Sha256 = (data) => hash("sha256", data, "hex");

/** The log's own tree hashes. */
export const hasher = createTreeHasher(sha256);

/** Leaf of an entry, of the version it was written in. */
export const toLeaf = (row: LeafColumns): Leaf => {
  const basis = {
    position: row.position,
    at: row.at.toISOString(),
    type: row.type,
    subject: row.subject_id,
    actor: row.actor_id,
    cause: row.cause_kind === null || row.cause_id === null ? null : { kind: row.cause_kind, id: row.cause_id },
    digest: row.digest.toString("hex"),
  };
  if (row.leaf === 1) return basis;
  return {
    ...basis,
    v: 2,
    actorKind: row.actor_kind,
    post: row.actor_post,
    subjectKind: row.subject_kind,
    stage: row.stage,
    scope: { area: row.area_path, departments: row.departments },
  };
};

/** Canonical text of an entry's leaf: what is hashed, and what a bundle holds. */
export const toLeafText = (row: LeafColumns): string => formatLeaf(toLeaf(row));
