import type { Delivery, NoticeTemplate } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatMoment, useUi } from "@chengyun/ui";
import { Alert, Select } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useNoticeSettings, useReceipt, useTestTemplate } from "../../data/notice.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";

const ways = ["in-app", "sms", "email"] as const;
type Way = (typeof ways)[number];

const Receipt = ({ receipt }: { readonly receipt: Delivery }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const at = receipt.deliveredAt ?? receipt.sentAt ?? receipt.givenUpAt ?? receipt.at;
  const words = fillText(t.told.template.receipt, {
    way: t.told.ways[receipt.channel],
    state: t.told.delivery.states[receipt.state],
    at: formatMoment(Date.parse(at), { language, zone }),
  });
  const isLost = receipt.state === "given-up";
  return (
    <Alert
      type={isLost ? "error" : "success"}
      showIcon
      title={words}
      description={
        isLost && receipt.failure !== undefined
          ? [say(receipt.failure.words), receipt.failure.detail].filter(Boolean).join(" ")
          : say(receipt.text)
      }
    />
  );
};

interface TestSendProps {
  readonly type: string;
  readonly words: NoticeTemplate["words"];
  readonly isSound: boolean;
}

/** Sends what stands in the editor to oneself, and shows how far it came. */
export const TestSend = ({ type, words, isSound }: TestSendProps) => {
  const t = useText();
  const { language } = useUi();
  const { data: settings } = useNoticeSettings();
  const [way, setWay] = useState<Way>("in-app");
  const test = useTestTemplate();
  const { data: newer } = useReceipt(test.data?.id);
  const receipt = newer ?? test.data;
  const lacks = (each: Way): string | undefined => {
    if (each === "in-app" || settings === undefined) return undefined;
    if (!settings.available[each]) return t.told.settings.notConfigured;
    if (each === "sms") return settings.hasPhone ? undefined : t.told.template.noAddress;
    return settings.email === undefined ? t.told.template.noAddress : undefined;
  };
  return (
    <section className="template-fields">
      <h3>{t.told.template.test}</h3>
      <p className="second">{t.told.template.testHint}</p>
      <div className="template-actions">
        <Select
          aria-label={t.told.template.testWay}
          value={way}
          onChange={setWay}
          options={ways.map((each) => {
            const lack = lacks(each);
            return {
              value: each,
              label: lack === undefined ? t.told.ways[each] : `${t.told.ways[each]} (${lack})`,
              disabled: lack !== undefined,
            };
          })}
          popupMatchSelectWidth={false}
          style={{ minInlineSize: 160 }}
        />
        <OffButton
          why={isSound ? undefined : t.off.faults}
          loading={test.isPending}
          onClick={() => test.mutate({ type, test: { channel: way, language, words } })}
        >
          {t.told.template.testGo}
        </OffButton>
      </div>
      {test.error === null ? null : <Alert type="error" showIcon title={toSentence(test.error)} />}
      {receipt === undefined ? null : <Receipt receipt={receipt} />}
    </section>
  );
};
