import { type ClientOptions, makeCaller } from "./caller.ts";
import { atlasCalls } from "./calls/atlas.ts";
import { alarmCalls, caseCalls } from "./calls/case.ts";
import { caseListCalls } from "./calls/case-list.ts";
import { dictionaryCalls } from "./calls/dictionary.ts";
import { fileImportCalls } from "./calls/file-import.ts";
import { flowCalls } from "./calls/flow.ts";
import { formCalls } from "./calls/form.ts";
import { identityCalls } from "./calls/identity.ts";
import { importCalls } from "./calls/import.ts";
import { incidentCalls } from "./calls/incident.ts";
import { intakeCalls } from "./calls/intake.ts";
import { mapCalls } from "./calls/map.ts";
import { matterCalls } from "./calls/matter.ts";
import { noticeCalls } from "./calls/notice.ts";
import { ownCalls } from "./calls/own.ts";
import { personCalls } from "./calls/person.ts";
import { riskCalls } from "./calls/risk.ts";
import { routingCalls } from "./calls/routing.ts";
import { sensingCalls } from "./calls/sensing.ts";
import { sessionCalls } from "./calls/session.ts";
import { journalCalls, upkeepCalls } from "./calls/upkeep.ts";
import { warningCalls } from "./calls/warning.ts";

/** Typed calls of the whole API; each throws a `ProblemError` when the answer is a problem. */
export const makeClient = (options: ClientOptions = {}) => {
  const caller = makeCaller(options);
  return {
    ...sessionCalls(caller),
    ...ownCalls(caller),
    ...identityCalls(caller),
    ...flowCalls(caller),
    ...atlasCalls(caller),
    ...mapCalls(caller),
    ...formCalls(caller),
    ...matterCalls(caller),
    ...personCalls(caller),
    ...routingCalls(caller),
    ...riskCalls(caller),
    ...sensingCalls(caller),
    ...alarmCalls(caller),
    ...caseCalls(caller),
    ...incidentCalls(caller),
    ...intakeCalls(caller),
    ...dictionaryCalls(caller),
    ...importCalls(caller),
    ...fileImportCalls(caller),
    ...caseListCalls(caller),
    ...journalCalls(caller),
    ...upkeepCalls(caller),
    ...noticeCalls(caller),
    ...warningCalls(caller),
  };
};

/** What `makeClient` gives. */
export type Client = ReturnType<typeof makeClient>;
