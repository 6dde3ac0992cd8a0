import type { Me } from "@chengyun/contracts";
import { openAlarmsQuery } from "./alarm.ts";
import { queryClient } from "./api.ts";
import { openCasesQuery } from "./case.ts";
import { flowsQuery } from "./flow.ts";
import { alarmedThingsQuery, outlineQuery } from "./map.ts";
import { cityQuery, meQuery } from "./session.ts";

/** What the duty screen shows, as far as this person may see it: on its way while the frame is still drawn. */
const askDuty = ({ permissions, mustChangePassword, mustSetFactor }: Me): void => {
  if (location.pathname !== "/" || mustChangePassword || mustSetFactor || !permissions.includes("cases.read")) return;
  void queryClient.prefetchQuery(outlineQuery);
  void queryClient.prefetchQuery(openCasesQuery);
  void queryClient.prefetchQuery(flowsQuery);
  if (permissions.includes("things.read")) void queryClient.prefetchQuery(alarmedThingsQuery);
  if (permissions.includes("alarms.read")) void queryClient.prefetchQuery(openAlarmsQuery);
};

/** Asks where we are, who is there and what they see before the first component does. */
export const askFirst = async (): Promise<void> => {
  void queryClient.prefetchQuery(cityQuery);
  await queryClient.prefetchQuery(meQuery);
  const me = queryClient.getQueryData(meQuery.queryKey);
  if (me) askDuty(me);
};
