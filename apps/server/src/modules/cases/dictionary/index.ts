export {
  categoryNames,
  findCategory,
  isOffered,
  listCategories,
  listConditions,
  searchCategories,
} from "./category.ts";
export { mappedTo } from "./mapping.ts";
export { categoryId, readCategoryId } from "./model.ts";
export { getVersion } from "./service.ts";
export { listClasses } from "./store.ts";
