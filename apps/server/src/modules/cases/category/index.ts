export {
  type CategoryInForce,
  categoryNames,
  findCategory,
  findOffered,
  inForce,
  isOffered,
  sameAs,
} from "./category.ts";
export { listConditions, listOffered } from "./offered.ts";
