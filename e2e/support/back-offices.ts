import type { Client } from "@chengyun/client";
import { openByPost } from "./callers.ts";
import type { RunningCity } from "./running-city.ts";

/** What those who keep a city's words have set up, and where it is seen. */
export interface BackOffices {
  readonly dictionaryId: string;
  readonly formId: string;
  readonly personId: string;
}

const classes = `大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限
01,公用设施,01,上水井盖,供水公司,城管局,井盖缺失或移位,补齐并盖好,2紧急工作时
01,公用设施,01,上水井盖,供水公司,城管局,井盖破损,更换,4工作时
01,公用设施,06,路灯,路灯管理所,城管局,单灯不亮,恢复照明,1工作日
02,道路交通设施,03,交通护栏,交警大队,公安局,护栏倒伏,扶正并固定,2工作时
04,园林绿化设施,02,行道树,园林绿化中心,城管局,枯死,补种,15工作日
`;

/** A dictionary by two people, as any city brings it into force. */
const keepDictionary = async (city: RunningCity, officer: Client): Promise<string> => {
  const keeper = await openByPost(city, "dictionary-keeper");
  const { id } = await keeper.beginImport({ dictionary: "yunze-parts", version: "2026", name: "云泽市部件立案标准" });
  await keeper.addImportFile(id, new Blob([classes]), "部件.csv");
  const { versionId } = await keeper.takeImport(id);
  const move = async (who: Client, name: string, facts: object) => {
    const { no } = await keeper.dictionary(versionId);
    await who.move({ plural: "dictionaries", id: versionId }, name, { version: no, facts: { ...facts } });
  };
  await move(keeper, "submit", {});
  await move(officer, "enforce", { from: "2026-12-01" });
  return versionId;
};

/** Facts of our own and a form that asks them. */
const drawForm = async (administrator: Client): Promise<string> => {
  await administrator.addFact({
    fact: {
      id: "flooded-depth",
      name: { zh: "积水深度", en: "Depth of the water" },
      kind: "number",
      unit: "cm",
      about: "place",
    },
  });
  await administrator.addFact({
    fact: {
      id: "road-closed",
      name: { zh: "道路是否封闭", en: "Is the road closed" },
      kind: "choice",
      choices: {
        no: { zh: "未封闭", en: "No" },
        partly: { zh: "单侧封闭", en: "One side" },
        wholly: { zh: "全部封闭", en: "Wholly" },
      },
      about: "place",
    },
  });
  const { id } = await administrator.addForm({
    id: "flooded-road",
    name: { zh: "道路积水登记表", en: "Flooded road" },
    sections: [
      {
        name: { zh: "现场", en: "On the spot" },
        fields: [{ fact: "flooded-depth", required: true }, { fact: "road-closed" }],
      },
    ],
  });
  return id;
};

/** Gives those who keep dictionaries, forms, routes, channels and persons something of theirs to look at. */
export const keepOffices = async (
  city: RunningCity,
  officer: Client,
  administrator: Client,
  phone: string,
): Promise<BackOffices> => {
  const department = (await officer.departments()).items.find(({ code }) => code === "flood-headquarters")?.id ?? "";
  await officer.addRoutingRule({
    name: { zh: "夜间积水归防汛办", en: "Flooded roads to the flood headquarters" },
    condition: `category == "road-waterlogging"`,
    departmentId: department,
    place: 1,
    reason: "汛期值班安排",
  });
  await administrator.setChannel(undefined, {
    kind: "webhook",
    name: { zh: "市应急局联动平台", en: "Emergency bureau" },
    enabled: true,
    settings: { url: "https://emergency.example/hook", secret: "emergency-hook" },
  });
  const [person] = (await officer.findPersons({ phone })).items;
  return {
    dictionaryId: await keepDictionary(city, officer),
    formId: await drawForm(administrator),
    personId: person?.id ?? "",
  };
};
