export { likenessOf, wordsOf } from "./likeness.ts";
