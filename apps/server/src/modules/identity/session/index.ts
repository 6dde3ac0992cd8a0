export { deviceOf, enter } from "./door.ts";
export { getPerson } from "./own-routes.ts";
export { checkOwnPassword, type Proof, proofAsked, proveFresh } from "./proof.ts";
export {
  actorIn,
  authenticate,
  endSession,
  findStanding,
  getOwnAccount,
  listDemoEntries,
  mayBySignOn,
  type Opened,
  openSession,
  type Standing,
} from "./service.ts";
export { admit, fail, forgive, noteRefusedEntry } from "./slow-down.ts";
export { type Device, noteFactored, noteUnfactored } from "./store.ts";
