export {
  type CategoryInForce,
  categoryNames,
  findCategories,
  findCategory,
  findOffered,
  findToday,
  inForce,
  isOffered,
} from "./category.ts";
export { withLimit } from "./condition-words.ts";
export { inheritedDuties } from "./inherited.ts";
export { kinOf } from "./kin.ts";
export { listLeftOut } from "./left-out.ts";
export { listConditions, listOffered } from "./offered.ts";
