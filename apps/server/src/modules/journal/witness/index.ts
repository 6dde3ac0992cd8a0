export { isQuorumMet, listWitnessStands, type WitnessStand } from "./service.ts";
