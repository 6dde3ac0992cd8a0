import type { PartHealth } from "@chengyun/contracts";
import { findIngestFigures, type IngestFigures } from "../../../platform/ingest-link.ts";
import { loadWords } from "../overload/index.ts";
import { figure, toHealth, toMegabytes, type Watched } from "./model.ts";

export const ingest = { part: "ingest", name: { zh: "数据接入", en: "Ingest" } } as const;
export const readings = { part: "readings", name: { zh: "读数库", en: "Readings store" } } as const;
export const rules = { part: "rules", name: { zh: "报警研判", en: "Judging of alarms" } } as const;

const away: readonly PartHealth[] = [
  toHealth(ingest, {
    state: "down",
    words: {
      zh: "接入进程没有应答，设备数据暂时进不来；设备会保留并重发。",
      en: "Ingest does not answer; no device data comes in. Devices keep theirs and send again.",
    },
  }),
  toHealth(readings, {
    state: "unknown",
    words: { zh: "接入进程没有应答，读数库状态不明。", en: "Not known while ingest does not answer." },
  }),
];

const ofIngest = (now: IngestFigures): PartHealth =>
  toHealth(ingest, {
    state: now.load.level === "calm" ? "well" : "degraded",
    words:
      now.load.level === "calm" ? { zh: "正在接收设备数据。", en: "Taking what devices send." } : loadWords(now.load),
    figures: [
      figure({ zh: "在线连接", en: "Connections" }, now.connections),
      figure({ zh: "每秒消息", en: "Messages a second" }, now.messagesPerSecond),
      figure({ zh: "设备", en: "Devices" }, now.devices),
      figure({ zh: "拒绝", en: "Refused" }, now.refused),
      figure({ zh: "无法解析", en: "Not understood" }, now.undecodable),
      figure({ zh: "无法隔离", en: "Could not be put aside" }, now.quarantineFailed),
      figure({ zh: "时钟不准的设备", en: "Devices with a wrong clock" }, now.clockSkewedDevices),
      figure({ zh: "过载时请重发", en: "Told to come again" }, now.load.refused),
      figure({ zh: "过载时断开", en: "Lines cut" }, now.load.cut),
      figure({ zh: "过载时暂缓", en: "Lesser work put off" }, now.load.givenWay),
      figure({ zh: "暂存未确认", en: "Held back" }, toMegabytes(now.heldBytes), "MB"),
      figure({ zh: "内存", en: "Memory" }, toMegabytes(now.rssBytes), "MB"),
    ],
  });

const ofReadings = (now: IngestFigures): PartHealth =>
  toHealth(readings, {
    state: now.storeOk ? "well" : "down",
    words: now.storeOk
      ? { zh: "读数正常入库。", en: "Readings are being stored." }
      : {
          zh: "读数库写不进去；未入库的数据不予确认，设备会重发。",
          en: "Readings cannot be stored; nothing unstored is acknowledged, so devices send again.",
        },
    figures: [
      figure({ zh: "每秒读数", en: "Readings a second" }, now.readingsPerSecond),
      figure({ zh: "待入库", en: "Waiting to be stored" }, now.queued),
      figure({ zh: "最近一次写入", en: "Last write" }, now.lastFlushMs, "ms"),
      figure({ zh: "迟到", en: "Late" }, now.late),
      figure({ zh: "重复", en: "Repeats" }, now.repeats),
    ],
  });

const ofRules = (now: IngestFigures): PartHealth => {
  const held = !now.databaseOk || now.alarmsFailed > 0;
  return toHealth(rules, {
    state: held ? "degraded" : "well",
    words: held
      ? {
          zh: "部分报警还没有写入业务数据库，系统在重试。",
          en: "Some alarms are not in the operations database yet and are tried again.",
        }
      : { zh: "规则正在研判读数。", en: "Rules judge the readings." },
    figures: [
      figure({ zh: "规则", en: "Rules" }, now.rules),
      figure({ zh: "未解除报警", en: "Open alarms" }, now.openAlarms),
      figure({ zh: "待写入报警", en: "Alarms to be written" }, now.alarmsPending),
      figure({ zh: "写入失败", en: "Failed writes" }, now.alarmsFailed),
    ],
  });
};

/** What ingest says of itself, of the readings store and of the rules. */
export const probeIngest = async ({ seed }: Watched): Promise<readonly PartHealth[]> => {
  const now = await findIngestFigures(seed().deployment);
  return now === undefined ? away : [ofIngest(now), ofReadings(now), ofRules(now)];
};
