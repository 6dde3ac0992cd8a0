import { type CaseType, definePack } from "@chengyun/kernel";
import { ashtray, ashtrayFull, ashtraySensor, ashtrayStolen, carriedOff, fill, full, knockedOver } from "./ashtray.ts";
import { toCategory } from "./class.ts";
import { advertising } from "./classes/advertising.ts";
import { cityAppearance } from "./classes/city-appearance.ts";
import { cityAppearanceFacility } from "./classes/city-appearance-facility.ts";
import { construction } from "./classes/construction.ts";
import { greeneryFacility } from "./classes/greenery-facility.ts";
import { otherEvent } from "./classes/other-event.ts";
import { otherFacility } from "./classes/other-facility.ts";
import { publicFacility } from "./classes/public-facility.ts";
import { roadFacility } from "./classes/road-facility.ts";
import { streetOrder } from "./classes/street-order.ts";
import { suddenEvent } from "./classes/sudden-event.ts";
import { facilities, noticeScreens } from "./facility.ts";
import { lampFacts, lampForms } from "./lamp-forms.ts";
import { samples } from "./samples.ts";
import { scenario } from "./scenario.ts";

const parts = [publicFacility, roadFacility, cityAppearanceFacility, greeneryFacility, otherFacility].flat();
const events = [cityAppearance, advertising, construction, streetOrder, suddenEvent, otherEvent].flat();

const cases: readonly CaseType[] = [
  ...parts.map(toCategory("part")),
  ...events.map(toCategory("event")),
  ashtrayFull,
  ashtrayStolen,
];

export const cityManagement = definePack({
  id: "city-management",
  name: { zh: "城市管理", en: "City management" },
  standards: ["GB/T 30428.2", "GB/T 30428.8"],
  things: [ashtray, ...facilities],
  devices: [ashtraySensor, ...noticeScreens],
  rules: [full, carriedOff, knockedOver],
  cases,
  facts: lampFacts,
  forms: lampForms,
  layers: [
    { id: "ashtrays", name: { zh: "智能烟蒂柱", en: "Smart ashtrays" }, thing: ashtray, colourBy: fill },
    ...facilities.map((thing) => ({ id: `${thing.id}s`, name: thing.name, thing })),
  ],
  samples,
  scenario,
});
