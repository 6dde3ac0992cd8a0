export { findKeyActor, findKeyStanding, provideKey } from "./service.ts";
