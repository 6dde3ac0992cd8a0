export type { Consent } from "./model.ts";
export { consentsAbout, giveConsent, withdrawAbout } from "./service.ts";
