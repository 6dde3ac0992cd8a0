export { categoriesOfKind, categoryOfKind, findKind, type Kind, kinds, suggestCategory, wordsOfKind } from "./kind.ts";
