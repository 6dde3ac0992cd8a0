import type {
  FileFormat,
  FileImportKind,
  FileImportStage,
  FileLayout,
  FileLook,
  FileMapping,
  FileSeen,
  MappingProposal,
} from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { ImportPass, KeyActor, PersonActor } from "../../../platform/actor.ts";

/** A file of an import as it was uploaded; on disk it has a name of ours. */
export interface KeptFile {
  /** What its sender called it: shown, never part of a path. */
  readonly name: string;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly digest: string;
  /** Name in the folder of its import. */
  readonly path: string;
}

/** Who began it: its worker acts for them and may no more than they. */
export type Beginner =
  | Pick<PersonActor, "kind" | "id" | "accountId" | "postId" | "areaPath" | "departments">
  | Omit<KeyActor, "permissions">;

/** An uploaded file on its way in, as it lies in the table. */
export interface FileImportRecord {
  readonly id: string;
  readonly kind: FileImportKind;
  readonly stage: FileImportStage;
  readonly name: string;
  readonly files: readonly KeptFile[];
  readonly format: FileFormat | undefined;
  readonly layout: FileLayout;
  readonly look: FileLook | undefined;
  readonly proposals: readonly MappingProposal[];
  readonly mapping: FileMapping | undefined;
  readonly seen: FileSeen | undefined;
  readonly pass: ImportPass | undefined;
  readonly runId: string | undefined;
  readonly fault: Label | undefined;
  readonly mends: string | undefined;
  /** How often its worker died since somebody last set it going. */
  readonly tries: number;
  readonly areaPath: string;
  readonly beganBy: Beginner;
  /** Who set it going last, where that was another. */
  readonly actsFor: Beginner | undefined;
  readonly beganAt: Date;
  readonly changedAt: Date;
  readonly removedAt: Date | undefined;
}

/** Stages in which a worker is at it, or waits to be. */
export const goingStages = ["looking", "reading", "running"] as const;

/** Whether a worker is at it, or waits to be. */
export const isGoing = (stage: FileImportStage): boolean => (goingStages as readonly string[]).includes(stage);
