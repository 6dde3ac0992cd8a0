import { timeKinds } from "@chengyun/kernel";
import { z } from "zod";
import { MoveOffer } from "./flow.ts";
import { FormRef, Id, LimitShape, Moment, Text } from "./shape.ts";

const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const VersionName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/);
const Day = z.iso.date();
const ClassKey = z.string().regex(/^(part|event)-\d{4}$/);
const Words = z.string().max(4_000);

/** Which dictionary and version something belongs to. */
export const DictionaryPlace = z.object({ dictionary: Slug, version: VersionName });

/** A version of a dictionary: where it stands, and from when until when it holds. */
export const DictionaryVersion = DictionaryPlace.extend({
  id: Id,
  name: z.string(),
  stage: z.string(),
  stageName: Text,
  /** Subject version, sent back with a move. */
  no: z.number().int(),
  /** First day it holds. */
  from: Day.optional(),
  /** First day it no longer holds. */
  until: Day.optional(),
  holdsToday: z.boolean(),
  parts: z.number().int(),
  events: z.number().int(),
  conditions: z.number().int(),
  changedAt: Moment,
  /** Posts that may put it in force, or send it back: never whoever submitted it. */
  approvers: z.array(Text),
  moves: z.array(MoveOffer),
});
export type DictionaryVersion = z.infer<typeof DictionaryVersion>;

/** One condition of a class: when a case is filed, by when it is mended, when it may be closed, and by whose rule. */
export const ClassCondition = z.object({
  id: z.string(),
  files: Words,
  closes: Words,
  limit: LimitShape,
  /** Limit from filing to the end, where there is one. */
  total: LimitShape.optional(),
  /** The limit as the source writes it. */
  written: z.string(),
  season: z.string().optional(),
  goal: z.string().optional(),
  responsible: Words.optional(),
  supervising: Words.optional(),
  basis: Words.optional(),
  clause: Words.optional(),
  notes: Words.optional(),
});
export type ClassCondition = z.infer<typeof ClassCondition>;

/** A class of a version of a dictionary. */
export const DictionaryClass = z.object({
  key: ClassKey,
  of: z.enum(["part", "event"]),
  code: z.string(),
  major: z.string(),
  name: z.string(),
  /** Added by the city itself, numbered downwards from 99. */
  local: z.boolean(),
  /** Duty its cases go to; the duty desk's when absent. */
  duty: z.string().optional(),
  conditions: z.array(ClassCondition),
});
export type DictionaryClass = z.infer<typeof DictionaryClass>;

/** A class the city adds by itself; its number is given. */
export const LocalClassIn = z.object({
  of: z.enum(["part", "event"]),
  majorCode: z.string().regex(/^\d{2}$/),
  name: z.string().trim().min(1).max(100),
  duty: z.string().max(50).optional(),
  conditions: z
    .array(
      z.object({
        files: z.string().trim().min(1),
        closes: z.string().trim().min(1),
        limit: LimitShape,
        /** From filing to the end. */
        total: LimitShape.optional(),
      }),
    )
    .min(1)
    .max(50),
});

/** What brings an import into being: where its classes will belong. */
export const DictionaryImportIn = DictionaryPlace.extend({ name: z.string().trim().min(1).max(100) });

/**
 * Answers to what an import asks: by pattern of limit (`天` means working days here; of several amounts, one of the
 * limits), by row, or by another edition.
 */
export const ImportAnswers = z.object({
  patterns: z.record(z.string().max(200), z.union([z.enum(timeKinds), LimitShape])).default({}),
  rows: z.record(z.string().max(100), LimitShape).default({}),
  /** File (its place in the list) whose calendars are taken for rows that lost theirs. */
  follow: z.number().int().min(0).max(9).optional(),
});
export type ImportAnswers = z.infer<typeof ImportAnswers>;

/** What one row of a file means, and how sure that is. */
export const ImportRow = z.object({
  /** File, sheet and line: what an answer names. */
  id: z.string(),
  file: z.number().int(),
  sheet: z.string().optional(),
  line: z.number().int(),
  state: z.enum(["understood", "asked", "answered", "fault", "left-out"]),
  key: z.string(),
  name: z.string(),
  files: z.string(),
  closes: z.string(),
  written: z.string(),
  limit: LimitShape.optional(),
  /** Which question, when one is asked or was answered. */
  question: z.string().optional(),
  pattern: z.string().optional(),
  choices: z.array(z.enum(timeKinds)).optional(),
  /** Limits one of which is meant, where several amounts are written. */
  limits: z.array(LimitShape).optional(),
  /** How an asked limit was settled. */
  by: z.enum(["row", "pattern", "edition"]).optional(),
  /** What was understood, asked, or is wrong, in words. */
  says: Text,
  /** What was mended silently elsewhere and is said here: lost zeros, merged cells. */
  remarks: z.array(z.enum(["zeros-lost", "filled-down", "repeated", "name-differs"])),
});
export type ImportRow = z.infer<typeof ImportRow>;

/** One thing two editions say differently of the same condition. */
export const EditionDifference = z.object({
  key: z.string(),
  name: z.string(),
  files: z.string(),
  what: z.enum(["limit", "closes", "name", "responsible", "supervising", "only-in-first", "only-in-other"]),
  first: z.object({ file: z.number().int(), line: z.number().int(), says: z.string() }).optional(),
  other: z.object({ file: z.number().int(), line: z.number().int(), says: z.string() }).optional(),
});
export type EditionDifference = z.infer<typeof EditionDifference>;

/** An import under way: what came, what was understood of it, what is still asked. */
export const DictionaryImport = DictionaryPlace.extend({
  id: Id,
  name: z.string(),
  createdAt: Moment,
  takenAt: Moment.optional(),
  versionId: Id.optional(),
  files: z.array(
    z.object({
      name: z.string(),
      encoding: z.string(),
      rows: z.number().int(),
      /** Rows that are asked about because they name no calendar. */
      lost: z.number().int(),
      /** Whether other files of it are compared with this one. */
      leads: z.boolean(),
      /** Rows still open, or answered by another edition, whose calendar this file names. */
      answers: z.number().int(),
    }),
  ),
  counts: z.object({
    understood: z.number().int(),
    asked: z.number().int(),
    answered: z.number().int(),
    fault: z.number().int(),
    leftOut: z.number().int(),
  }),
  /** Each open question once, with how many rows it holds up. */
  questions: z.array(
    z.object({
      pattern: z.string(),
      question: z.string(),
      says: Text,
      choices: z.array(z.enum(timeKinds)),
      limits: z.array(LimitShape).optional(),
      rows: z.number().int(),
    }),
  ),
  answers: ImportAnswers,
  differences: z.array(EditionDifference),
  rows: z.array(ImportRow),
});
export type DictionaryImport = z.infer<typeof DictionaryImport>;

/** What taking an import did; the same again changes nothing. */
export const ImportTaken = z.object({
  versionId: Id,
  changed: z.boolean(),
  classes: z.number().int(),
  conditions: z.number().int(),
  rejected: z.number().int(),
});

/** Which class of one version became which of another. */
export const ClassPair = z.object({ from: ClassKey, to: ClassKey });
/** A mapping as it is written: whole. */
export const MappingIn = z.object({ from: Id, pairs: z.array(ClassPair).max(2_000) });
/** A mapping between two versions, with what could be proposed and what has no answer yet. */
export const Mapping = z.object({
  from: Id,
  to: Id,
  pairs: z.array(ClassPair),
  proposed: z.array(ClassPair.extend({ why: z.enum(["same-code-and-name", "same-name"]) })),
  unmapped: z.array(z.object({ key: ClassKey, name: z.string() })),
});
export type Mapping = z.infer<typeof Mapping>;

/** What re-coding the open cases of an older version did. */
export const Recoded = z.object({
  recoded: z.number().int(),
  /** Classes without a counterpart whose cases stay as they are. */
  left: z.array(z.object({ category: z.string(), cases: z.number().int() })),
  /** Open cases of the older version outside the keeper's area: their own keeper moves them. */
  elsewhere: z.number().int(),
});

/** Cases by class of one version, those of older versions counted where the mappings put them. */
export const ClassCounts = z.object({
  items: z.array(z.object({ key: z.string(), name: z.string(), cases: z.number().int() })),
  /** Cases of other versions without a counterpart here. */
  elsewhere: z.array(z.object({ category: z.string(), cases: z.number().int() })),
  total: z.number().int(),
});

/** A condition as it is offered when a case is filed. */
export const CategoryCondition = z.object({
  id: z.string(),
  files: Text,
  closes: Text,
  /** Limit of disposing; the flow's own when absent. */
  limit: LimitShape.optional(),
  /** Limit from filing to the end; none when absent. */
  total: LimitShape.optional(),
});

/**
 * How a category stands with new cases: a class in force; a pack's beside them (`local`); a pack's whose place a class
 * took, that a keeper took out of intake, or that the class it narrows is chosen for; a class that holds no more.
 */
export const CategoryStanding = z.enum(["in-force", "local", "superseded", "withheld", "narrow", "ended"]);

/** A category by its id and name. */
export const NamedCategory = z.object({ id: z.string(), name: Text });

/** A category of case, of a pack or of a dictionary in force. */
export const Category = z.object({
  id: z.string(),
  name: Text,
  of: z.enum(["part", "event"]).optional(),
  /** Major and minor class. */
  code: z.string().optional(),
  major: z.string().optional(),
  /** Where it is declared: a pack, or a dictionary and version. */
  source: Text,
  handledBy: z.string(),
  conditions: z.array(CategoryCondition),
  standing: CategoryStanding,
  /** The class that took its place, when it is superseded. */
  inForce: NamedCategory.optional(),
  /** The pack's category of its number, from which it has what a dictionary's file does not carry. */
  inherits: NamedCategory.extend({ pack: Text }).optional(),
  /** What whoever reports it is asked, in its newest version. */
  form: FormRef.optional(),
});
export type Category = z.infer<typeof Category>;

/** Asking for categories by name, pinyin or code, as they hold on a day. */
export const CategoryQuery = z.object({
  q: z.string().trim().max(50).default(""),
  at: Day.optional(),
  /** Those that take no new cases, too: their old ones are still looked for. */
  history: z.enum(["true", "false"]).default("false"),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});

/** A pack's category taken out of intake, or let in again. */
export const PackCategoryIn = z.object({
  category: z.string().min(1).max(100),
  offered: z.boolean(),
  reason: z.string().trim().max(500).default(""),
});

const PackCategory = z.object({ category: z.string(), name: Text, pack: Text });

/** What a version of a dictionary does to the packs' categories. */
export const PackSuccession = z.object({
  supersedes: z.array(
    PackCategory.extend({
      key: ClassKey,
      className: z.string(),
      by: z.enum(["mapping", "number"]),
      /** The class is wider than the category: what it supersedes are some of its cases. */
      wider: z.boolean(),
      /** What the class has from it, for its file does not carry it. */
      gives: z.array(z.enum(["words", "forms", "waives", "joins", "duty", "clocks"])),
    }),
  ),
  /** Those without a counterpart, which are offered beside it unless a keeper took them out. */
  stays: z.array(PackCategory.extend({ offered: z.boolean() })),
  /** Its classes whose number another dictionary that holds carries, too: people are offered both. */
  doubled: z.array(
    z.object({
      key: ClassKey,
      className: z.string(),
      /** The dictionary and version that carries it, and what it is called there. */
      source: z.string(),
      otherName: z.string(),
    }),
  ),
  /** Those superseded by other dictionaries. */
  elsewhere: z.number().int(),
  /** Classes of the version without a counterpart among the packs'. */
  own: z.number().int(),
});
export type PackSuccession = z.infer<typeof PackSuccession>;

/** Classes of the version before that a version leaves out, and what names them: it names nothing of the new one. */
export const LeftOutClasses = z.object({
  items: z.array(
    z.object({
      key: ClassKey,
      className: z.string(),
      /** Forms that are attached to it alone, and routing rules that name it. */
      forms: z.array(Text),
      rules: z.array(Text),
      /** Kept lists that departments share, and how many more people keep for themselves. */
      lists: z.array(z.string()),
      others: z.number().int(),
    }),
  ),
});
export type LeftOutClasses = z.infer<typeof LeftOutClasses>;

/** A body that dictionaries name in words (责任单位), how often, and what it is in this city. */
export const ResponsibleBody = z.object({
  words: z.string(),
  conditions: z.number().int(),
  /** Of these, how many go by the duty of the pack's category before, and how many to the duty desk, for nothing they name is mapped. */
  inherits: z.number().int(),
  lost: z.number().int(),
  classes: z.number().int(),
  /** Versions that name it, as `dictionary version`. */
  versions: z.array(z.string()),
  /** Whether it leads somewhere wherever in the city a case may be. */
  isMapped: z.boolean(),
  mappings: z.array(
    z.object({
      areaPath: z.string(),
      areaNames: z.array(Text),
      departmentId: Id,
      departmentName: Text,
      /** By which duty, when it is not mapped to the department itself. */
      duty: z.string().optional(),
    }),
  ),
});
export type ResponsibleBody = z.infer<typeof ResponsibleBody>;

/** All bodies that versions in use name, those that lead nowhere first. */
export const ResponsibleBodies = z.object({
  items: z.array(ResponsibleBody),
  unmapped: z.number().int(),
  /** Conditions none of whose bodies leads anywhere, whose class inherits a duty from the pack's category of its number. */
  inherits: z.number().int(),
  /** Those with neither: their cases go to the duty desk. */
  lost: z.number().int(),
});
export type ResponsibleBodies = z.infer<typeof ResponsibleBodies>;

const BodyWords = z.string().trim().min(1).max(200);

/** What the words of a body, or of several at once, mean in an area (empty: the whole city); null takes it back. */
export const BodyMappingIn = z.object({
  words: z.union([BodyWords, z.array(BodyWords).min(1).max(200)]),
  areaPath: z.string().max(200).default(""),
  to: z
    .object({ duty: z.string().min(1).max(50).optional(), departmentId: Id.optional() })
    .refine(({ duty, departmentId }) => (duty === undefined) !== (departmentId === undefined), {
      message: "duty or departmentId",
    })
    .nullable(),
});
