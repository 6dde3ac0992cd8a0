import { definePack } from "@chengyun/kernel";
import { enterprise, hospital, scenicSpot, school, shelter } from "./things.ts";

export const publicPlaces = definePack({
  id: "public-places",
  name: { zh: "公共场所与单位", en: "Places and bodies" },
  standards: ["GB 51143-2015"],
  things: [school, hospital, shelter, scenicSpot, enterprise],
  layers: [
    { id: "schools", name: { zh: "学校", en: "Schools" }, thing: school },
    { id: "hospitals", name: { zh: "医院", en: "Hospitals" }, thing: hospital },
    { id: "shelters", name: { zh: "应急避难场所", en: "Shelters" }, thing: shelter },
    { id: "scenic-spots", name: { zh: "景区", en: "Scenic spots" }, thing: scenicSpot },
    { id: "enterprises", name: { zh: "企业", en: "Enterprises" }, thing: enterprise },
  ],
});
