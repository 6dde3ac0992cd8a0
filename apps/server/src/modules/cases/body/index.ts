export { listBodies } from "./list.ts";
export { findResponsible, type Responsible } from "./service.ts";
