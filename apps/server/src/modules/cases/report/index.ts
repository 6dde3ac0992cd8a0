export { receiveReport } from "./service.ts";
