import { defineCase, definePack, type Pack } from "@chengyun/kernel";

/** A category whose reports never join, so that every fixture is a case of its own, and whose moves need no photo of it. */
const probe = defineCase({
  id: "attack-probe",
  name: { zh: "探测", en: "Probe" },
  flow: "city-case",
  handledBy: "city-management",
  files: { zh: "探测", en: "probe" },
  closes: { zh: "探测", en: "probe" },
  waives: ["photos"],
});

/** Category whose reports are each a case of their own. */
export const probeCategory = probe.id;

/** What the attacked city has besides its own packs. */
export const probePack: Pack = definePack({
  id: "attack",
  name: { zh: "探测", en: "Attack" },
  standards: [],
  things: [],
  cases: [probe],
});
