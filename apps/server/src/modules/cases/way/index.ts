export { cityCase } from "./flow.ts";
