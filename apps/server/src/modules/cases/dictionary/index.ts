export { toCsv } from "./export.ts";
export { mappedTo } from "./mapping.ts";
export {
  type ClassCondition,
  type ClassKind,
  categoryId,
  classKey,
  type DictionaryClass,
  type HoldingVersion,
  readCategoryId,
} from "./model.ts";
export { findClassOf, getVersion, takeClasses, today } from "./service.ts";
export {
  listClasses,
  listClassNames,
  listEndedClasses,
  listHolding,
  listPairsInto,
  listStandingClasses,
} from "./store.ts";
