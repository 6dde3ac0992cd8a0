export { findPassActor } from "./pass.ts";
