export {
  categoriesOfKind,
  categoryOfKind,
  findKind,
  type Kind,
  kinds,
  suggestCategory,
  unworded,
  wordsOfKind,
} from "./kind.ts";
