export { describeKey, findKeyActor, findKeyStanding, listKeys, provideKey } from "./service.ts";
