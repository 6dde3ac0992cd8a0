import { defineModule } from "../../../platform/module.ts";

export const sequenceModule = defineModule({ name: "journal/sequence", uses: ["journal/live", "journal/log"] });
