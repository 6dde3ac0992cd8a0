export type { Consent } from "./model.ts";
export { consentsAbout, consentsOfAll, giveConsent, withdrawAbout, withdrawOfAll } from "./service.ts";
