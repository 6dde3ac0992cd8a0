export {
  categoryNames,
  findCategory,
  findClassOf,
  isOffered,
  listConditions,
} from "./category.ts";
export { toCsv } from "./export.ts";
export { mappedTo } from "./mapping.ts";
export { type ClassCondition, type ClassKind, categoryId, classKey, type DictionaryClass } from "./model.ts";
export { getVersion, takeClasses } from "./service.ts";
export { listClasses, listStandingClasses } from "./store.ts";
