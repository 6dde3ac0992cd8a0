import { hash } from "node:crypto";
import { createTreeHasher, formatLeaf, type Sha256 } from "@chengyun/kernel";

/** The columns of a positioned entry that its leaf is made of. */
export interface LeafColumns {
  readonly position: number;
  readonly at: Date;
  readonly type: string;
  readonly subject_id: string;
  readonly actor_id: string;
  readonly cause_kind: string | null;
  readonly cause_id: string | null;
  readonly digest: Buffer;
}

export const sha256: Sha256 = (data) => hash("sha256", data, "hex");

/** The log's own tree hashes. */
export const hasher = createTreeHasher(sha256);

/** Canonical text of an entry's leaf: what is hashed, and what a bundle holds. */
export const toLeafText = (row: LeafColumns): string =>
  formatLeaf({
    position: row.position,
    at: row.at.toISOString(),
    type: row.type,
    subject: row.subject_id,
    actor: row.actor_id,
    cause: row.cause_kind === null || row.cause_id === null ? null : { kind: row.cause_kind, id: row.cause_id },
    digest: row.digest.toString("hex"),
  });
