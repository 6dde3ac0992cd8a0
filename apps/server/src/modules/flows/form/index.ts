export { formPort, keepPersonal } from "./answer.ts";
export { attachForm, detachForm, listMovePlaces } from "./attach.ts";
export { listAnswersOf } from "./store.ts";
export { findFormShape } from "./version.ts";
