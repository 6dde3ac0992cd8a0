import { personalChannels } from "@chengyun/kernel";
import { z } from "zod";
import { Id, Moment, Text } from "./shape.ts";

/** Which part of a person is asked for. */
export const PersonPart = z.enum(["name", "phone", "idNumber", "email", "address", "text"]);

/** A person as everybody is shown them: 张**, 138****1234. */
export const MaskedShape = z.object({
  name: z.string(),
  phone: z.string().optional(),
  idNumber: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
  /** There are words about them, which only unmasking shows. */
  hasText: z.boolean(),
});

/** A person of the vault, masked; `shown` is absent once they are erased. */
export const PersonCard = z.object({
  id: Id,
  stage: z.string(),
  version: z.number().int(),
  areaPath: z.string(),
  keptAt: Moment,
  changedAt: Moment,
  /** An account needs them to stay. */
  held: z.boolean(),
  shown: MaskedShape.optional(),
  /** What speaks of them: cases they reported, matters of theirs. */
  ties: z.array(z.object({ kind: z.string(), id: Id, at: Moment })),
});
export type PersonCard = z.infer<typeof PersonCard>;

const Touches = z.object({
  reports: z.number().int().optional(),
  cases: z.number().int().optional(),
  /** Things, devices, keys, registers. */
  things: z.number().int().optional(),
  notices: z.number().int().optional(),
  /** What came in from outside and waits or was refused: imports, quarantine, jobs. */
  intake: z.number().int().optional(),
  /** Entries of others' cases, which lose the words alone. */
  entriesMasked: z.number().int().optional(),
  /** Entries of their own, which keep their digest alone. */
  entriesEmptied: z.number().int().optional(),
});

/** What erasing somebody would touch beside their card, counted by kind. */
export const ErasurePreview = z.object({
  touches: Touches,
  /** Texts of theirs in the vault. */
  texts: z.number().int(),
  /** Cases that would be touched, as far as the asker may see them. */
  cases: z.array(z.object({ id: Id, no: z.string(), isOwn: z.boolean() })),
  caseCount: z.number().int(),
  /** Whoever approves sends it with the move: it holds for what was seen and nothing else. */
  stamp: z.string(),
  /** What whoever asked was told, and whether it is the same still. */
  asked: z.object({ touches: Touches, isSame: z.boolean() }).optional(),
});
export type ErasurePreview = z.infer<typeof ErasurePreview>;

/** Whom one looks for: one whole phone or identity number. */
export const PersonSearch = z.union([
  z.strictObject({ phone: z.string().min(3).max(30) }),
  z.strictObject({ idNumber: z.string().min(15).max(30) }),
]);

/** Looking at a person in plain: what for, why, and at which parts. */
export const Unmask = z.object({
  purpose: z.string().min(1).max(40),
  reason: z.string().trim().min(2).max(500),
  fields: z.array(PersonPart).min(1).max(6),
});

/** Reading the personal words of a subject in plain: what for, and why. */
export const WordsAsked = Unmask.omit({ fields: true });

/** The parts of a person that were asked for and are known, in plain. */
export const PersonPlain = z.object({
  id: Id,
  name: z.string().optional(),
  phone: z.string().optional(),
  idNumber: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
  text: z.string().optional(),
});
export type PersonPlain = z.infer<typeof PersonPlain>;

/** One look at a person's data: found by a search, or seen in plain. */
export const Look = z.object({
  at: Moment,
  how: z.enum(["found", "unmasked"]),
  /** Name of who looked, or the id of a machine. */
  by: z.string(),
  /** Post they acted in. */
  post: Text.optional(),
  purpose: z.string().optional(),
  reason: z.string().optional(),
  fields: z.array(z.string()),
});
export type Look = z.infer<typeof Look>;

/** The entry that says a person was erased: `position` leads to its proof, salt and digest to its changes. */
export const PersonCertificate = z.object({
  at: Moment,
  /** Absent until the sequencer gave it one. */
  position: z.number().int().optional(),
  digest: z.string(),
  salt: z.string().optional(),
  changes: z.record(z.string(), z.unknown()),
});
export type PersonCertificate = z.infer<typeof PersonCertificate>;

/** That a person agreed to be told about a subject by a channel, and since when no longer. */
export const ConsentShape = z.object({
  id: Id,
  purpose: z.enum(["progress"]),
  channel: z.enum(personalChannels),
  about: z.object({ kind: z.string(), id: Id }),
  givenAt: Moment,
  withdrawnAt: Moment.optional(),
});
export type ConsentShape = z.infer<typeof ConsentShape>;

/** Which consents of a person are taken back: those to a channel, about one subject or all. */
export const ConsentWithdrawal = z.object({ channel: z.enum(personalChannels), about: Id.optional() });
