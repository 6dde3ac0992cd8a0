export {
  categoryNames,
  findCategory,
  isOffered,
  listConditions,
} from "./category.ts";
export { mappedTo } from "./mapping.ts";
export { categoryId } from "./model.ts";
export { getVersion } from "./service.ts";
export { listClasses } from "./store.ts";
