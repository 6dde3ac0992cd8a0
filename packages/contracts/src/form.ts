import { factKinds, factSubjects } from "@chengyun/kernel";
import { z } from "zod";
import { MoveOffer } from "./flow.ts";
import { Id, Moment, Text } from "./shape.ts";

const words = z.string().max(500);
const TextIn = z.object({ zh: words, en: words });
const FormulaText = z.string().min(1).max(1_000);

/** What a value must satisfy beyond its kind. */
const FactCheckShape = z.object({
  range: z.tuple([z.number(), z.number()]).optional(),
  pattern: z.string().min(1).max(200).optional(),
  shortest: z.number().int().min(1).max(2_000).optional(),
  formula: FormulaText.optional(),
  says: TextIn.optional(),
});

/** A fact of the dictionary: what can be asked, once, and used everywhere. */
export const FactDefinition = z.object({
  id: z.string().min(1).max(100),
  name: TextIn,
  kind: z.enum(factKinds),
  unit: z.string().max(30).optional(),
  choices: z.record(z.string().max(100), TextIn).optional(),
  codeList: z.string().max(200).optional(),
  longest: z.number().int().min(1).max(20_000).optional(),
  personal: z.boolean().optional(),
  about: z.enum(factSubjects).optional(),
  check: FactCheckShape.optional(),
  source: TextIn.optional(),
});
export type FactDefinition = z.infer<typeof FactDefinition>;

/** A fact with whose it is and which forms ask it. */
export const FactEntry = z.object({
  fact: FactDefinition,
  /** Defined by a pack, or by people. */
  origin: z.enum(["pack", "people"]),
  packName: Text.optional(),
  /** The subject that people change; packs' facts change with their pack. */
  id: Id.optional(),
  version: z.number().int().optional(),
  stage: z.string().optional(),
  forms: z.array(z.string()),
});
export type FactEntry = z.infer<typeof FactEntry>;

/** Defining a fact. */
export const FactIn = z.object({ fact: FactDefinition, areaPath: z.string().max(200).optional() });

const FieldShape = z.object({
  fact: z.string().min(1).max(100),
  required: z.boolean().optional(),
  shownWhen: FormulaText.optional(),
  help: TextIn.optional(),
});

const SectionShape = z.object({
  name: TextIn,
  fields: z.array(FieldShape).max(300),
  shownWhen: FormulaText.optional(),
  repeats: z
    .object({
      id: z.string().min(1).max(100),
      atLeast: z.number().int().min(0).optional(),
      atMost: z.number().int().min(1).optional(),
    })
    .optional(),
});

/** A form as its author writes it; facts by their ids. */
export const FormDraft = z.object({
  id: z.string().min(1).max(100),
  name: TextIn,
  sections: z.array(SectionShape).max(30),
  checks: z
    .array(z.object({ formula: FormulaText, says: TextIn, at: z.string().max(100) }))
    .max(50)
    .optional(),
});
export type FormDraft = z.infer<typeof FormDraft>;

/** Designing a form. */
export const FormIn = FormDraft.extend({ areaPath: z.string().max(200).optional() });

/** A version of a form with the meaning of every fact it asks: all that a phone needs to ask it without a net. */
export const FormShape = FormDraft.extend({
  version: z.number().int().min(1),
  facts: z.record(z.string(), FactDefinition),
});
export type FormShape = z.infer<typeof FormShape>;

/** A form in the list of forms. */
export const FormRow = z.object({
  key: z.string(),
  name: Text,
  origin: z.enum(["pack", "people"]),
  packName: Text.optional(),
  id: Id.optional(),
  stage: z.string(),
  /** Newest published version; absent while there is none. */
  published: z.number().int().optional(),
  /** Moves that ask it. */
  askedBy: z.array(Text),
  answers: z.number().int(),
});
export type FormRow = z.infer<typeof FormRow>;

/** A published version of a form. */
export const FormVersion = z.object({
  version: z.number().int(),
  publishedAt: Moment.optional(),
  by: z.string().optional(),
});
export type FormVersion = z.infer<typeof FormVersion>;

/** Where a form may be attached: asked of whoever reports one of these categories, or with a move of a flow. */
export const FormPlace = z.object({
  place: z.string().min(1).max(200),
  kind: z.enum(["move", "version", "pack", "major", "category"]),
  name: Text,
});
export type FormPlace = z.infer<typeof FormPlace>;

/** Where a form is attached, or is no more. */
export const FormPlacesIn = z.object({ places: z.array(z.string().min(1).max(200)).min(1).max(200) });

/** A form that people design, as the designer opens it. */
export const FormDesign = z.object({
  id: Id,
  key: z.string(),
  stage: z.string(),
  version: z.number().int(),
  draft: FormDraft,
  versions: z.array(FormVersion),
  /** Who asks it: what it was attached to, and what packs say. */
  attached: z.array(FormPlace),
  askedBy: z.array(Text),
  moves: z.array(MoveOffer),
});
export type FormDesign = z.infer<typeof FormDesign>;

/** Asking what is known already, given the answers so far. */
export const KnownIn = z.object({
  form: z.string().max(100),
  version: z.number().int().min(1).optional(),
  answers: z.record(z.string().max(100), z.unknown()),
});

/** A fact that is known, and where it comes from. */
export const KnownFact = z.object({
  fact: z.string(),
  value: z.unknown(),
  at: Moment,
  formName: Text,
  departmentName: Text.optional(),
  /** What was answered then. */
  subject: z.object({ kind: z.string(), id: Id }),
});
export type KnownFact = z.infer<typeof KnownFact>;
