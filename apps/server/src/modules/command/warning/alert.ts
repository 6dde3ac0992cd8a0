import {
  type CapAlert,
  type CapInfo,
  capReference,
  type Label,
  type Language,
  severityNames,
  toWall,
} from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { areaWords, listNamed } from "./area-words.ts";
import { markText } from "./mark.ts";
import type { MessageRecord, MessageType, WarningRecord } from "./model.ts";
import { toPolygonTexts } from "./polygon-text.ts";

const languageTags: Readonly<Record<Language, string>> = { zh: "zh-CN", en: "en-US" };
const minuteMs = 60_000;
/** Area codes named in a message; a city-wide warning names the city by its outline. */
const mostCodes = 100;

const two = (value: number): string => String(value).padStart(2, "0");

/** A moment as CAP writes it: the city's wall clock with its offset, whole seconds; UTC is `-00:00` (CAP 1.2 §3.3.2). */
export const capTime = (at: Date, zone: string): string => {
  const whole = Math.floor(at.getTime() / 1_000) * 1_000;
  const wall = toWall(zone, whole);
  const offset = Math.round((wall - whole) / minuteMs);
  const sign = offset > 0 ? "+" : "-";
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${new Date(wall).toISOString().slice(0, 19)}${sign}${two(hours)}:${two(minutes)}`;
};

const endedWords: Label = { zh: "本预警已解除。", en: "This warning is cancelled." };
const endedHeadline: Label = { zh: "解除：", en: "Cancelled: " };

interface Saying {
  readonly msgType: MessageType;
  readonly senderName: Label;
  readonly area: Label;
  readonly codes: readonly string[];
  readonly zone: string;
}

const toInfo = (warning: WarningRecord, saying: Saying, language: Language): CapInfo => {
  const { said, colour } = warning;
  const { headline, description, instruction } = markText(said.text, warning.status);
  const isEnd = saying.msgType === "Cancel";
  const time = (at: Date) => capTime(at, saying.zone);
  return {
    language: languageTags[language],
    categories: [said.category],
    event: said.event[language],
    responses: isEnd ? ["AllClear"] : [],
    urgency: isEnd ? "Past" : said.urgency,
    severity: said.severity,
    certainty: said.certainty,
    eventCodes: said.code === undefined ? [] : [{ name: "GB/T 35561-2017", value: said.code }],
    ...(warning.onset === undefined ? {} : { onset: time(warning.onset) }),
    expires: time(warning.expires),
    senderName: saying.senderName[language],
    headline: isEnd ? endedHeadline[language] + headline[language] : headline[language],
    description: isEnd ? endedWords[language] : description[language],
    ...(isEnd ? {} : { instruction: instruction[language] }),
    parameters: [{ name: "colour", value: severityNames[colour].en }],
    areas: [
      {
        description: saying.area[language],
        polygons: toPolygonTexts(warning.shape),
        circles: [],
        geocodes: saying.codes.map((value) => ({ name: "area-code", value })),
      },
    ],
  };
};

/** What goes out about a warning, whole: one message in both languages, referring to those it follows. */
export const toAlert = async (
  ctx: Context,
  warning: WarningRecord,
  message: {
    readonly identifier: string;
    readonly sender: string;
    readonly msgType: MessageType;
    readonly sentAt: Date;
    readonly follows: readonly MessageRecord[];
    readonly note?: string | undefined;
  },
): Promise<CapAlert> => {
  const { zone, name } = ctx.deployment.profile;
  const areas = await getAreas(ctx);
  const named = listNamed(areas, warning.reach, warning.areaPaths);
  const names = await departmentNames(ctx);
  const saying: Saying = {
    msgType: message.msgType,
    senderName: names.get(warning.departmentId ?? "") ?? name,
    area: areaWords(areas, named),
    codes: named.slice(0, mostCodes).flatMap((path) => areas.find(path)?.code ?? []),
    zone,
  };
  return {
    version: "1.2",
    identifier: message.identifier,
    sender: message.sender,
    sent: capTime(message.sentAt, zone),
    status: warning.status,
    msgType: message.msgType,
    scope: "Public",
    ...(message.note === undefined ? {} : { note: message.note }),
    references: message.follows.map(({ alert }) => capReference(alert)),
    infos: [toInfo(warning, saying, "zh"), toInfo(warning, saying, "en")],
  };
};
