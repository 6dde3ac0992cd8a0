export { cityCase } from "./flow.ts";
export { openStages } from "./flow-ground.ts";
