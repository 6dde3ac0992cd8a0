export { type FindStanding, findPassActor } from "./pass.ts";
export { leftFiles } from "./worker-word.ts";
