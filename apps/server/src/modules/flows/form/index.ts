export { formPort, keepPersonal } from "./answer.ts";
export { listAnswersOf } from "./store.ts";
export { findFormShape } from "./version.ts";
