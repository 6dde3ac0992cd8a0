export { toCsv } from "./export.ts";
export { type Held, holdingOn, pairsInto, readHeld } from "./held.ts";
export { mappedTo } from "./mapping.ts";
export {
  type ClassCondition,
  type ClassKind,
  categoryId,
  classKey,
  type DictionaryClass,
  type HeldVersion,
  type HoldingVersion,
  readCategoryId,
} from "./model.ts";
export { findClassOf, getVersion, takeClasses, today } from "./service.ts";
export {
  listClasses,
  listClassesOf,
  listClassNames,
  listEndedClasses,
  listPairsInto,
  listStandingClasses,
} from "./store.ts";
