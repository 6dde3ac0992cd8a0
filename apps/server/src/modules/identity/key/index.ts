export { findKeyActor, provideKey } from "./service.ts";
