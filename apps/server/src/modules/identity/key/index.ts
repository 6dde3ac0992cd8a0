export { describeKey, findKeyActor, findKeyStanding, provideKey } from "./service.ts";
