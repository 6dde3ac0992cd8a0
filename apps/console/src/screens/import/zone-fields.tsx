import { zoneOffset } from "@chengyun/kernel";
import { Select } from "antd";
import { useCity } from "../../data/session.ts";
import { useText } from "../../strings/text.ts";
import type { DraftPartProps } from "./draft-form.tsx";

const year = new Date().getUTCFullYear();

/** Whether the clocks of a zone are turned in summer: an hour of autumn is lived twice there. */
const isTurned = (zone: string): boolean => {
  const [winter = 0, summer = 0] = [0, 6].map((month) => zoneOffset(zone, Date.UTC(year, month, 15)));
  return winter !== summer;
};

/** In which zone a file's times were written and, where its clocks are turned, which hour is meant of one lived twice. */
export const ZoneFields = ({ draft, onDraft }: Pick<DraftPartProps, "draft" | "onDraft">) => {
  const words = useText().imports;
  const { data: city } = useCity();
  const zones = [...new Set([city?.zone ?? "Asia/Shanghai", "Asia/Shanghai", "UTC"])];
  return (
    <>
      <Select
        allowClear
        showSearch
        aria-label={words.timeZone}
        placeholder={words.timeZone}
        value={draft.zone === "" ? null : draft.zone}
        onChange={(zone) => onDraft({ ...draft, zone: zone ?? "", twice: "" })}
        options={zones.map((value) => ({ value, label: value }))}
      />
      {draft.zone !== "" && isTurned(draft.zone) ? (
        <Select
          allowClear
          aria-label={words.hourTwice}
          placeholder={words.hourTwice}
          value={draft.twice === "" ? null : draft.twice}
          onChange={(twice) => onDraft({ ...draft, twice: twice ?? "" })}
          options={(["first", "second"] as const).map((value) => ({ value, label: words.hoursTwice[value] }))}
        />
      ) : null}
    </>
  );
};
