import type {
  Channel,
  ChannelIn,
  ChannelTested,
  Delivery,
  DeliveryQuery,
  EscalationChoices,
  EscalationIn,
  NoticeEscalation,
  NoticeQuery,
  NoticeSettings,
  NoticeSettingsIn,
  NoticeShape,
  NoticeTemplate,
  TemplateIn,
  TemplatePreview,
  TemplateTest,
  TemplateVersion,
  TemplateWords,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Asked, Input, Items, Output, Page } from "../shape.ts";

/** Who is told next of each notice, and whom a step can name. */
type Escalations = Items<NoticeEscalation> & { readonly choices: EscalationChoices };

/** Calls about who is told what, by which way, and whether it arrived. */
export const noticeCalls = ({ get, post }: Caller) => ({
  notices: (query: Asked<typeof NoticeQuery> = {}) => get<Page<NoticeShape>>("/notices", query),
  readNotice: (id: string) => post<NoticeShape>(`/notices/${id}/read`),
  acknowledgeNotice: (id: string) => post<NoticeShape>(`/notices/${id}/acknowledge`),
  showNotices: (ids: readonly string[]) => post<unknown>("/notices/shown", { ids }),
  watch: (kind: string, id: string, on: boolean) => post<unknown>(on ? "/watches" : "/watches/end", { kind, id }),
  noticeSettings: () => get<NoticeSettings>("/notice-settings"),
  setNoticeSettings: (settings: Input<typeof NoticeSettingsIn>) => post<NoticeSettings>("/notice-settings", settings),
  templates: () => get<Items<NoticeTemplate>>("/notice-templates"),
  editTemplate: (type: string, words: Input<typeof TemplateIn>) =>
    post<NoticeTemplate>(`/notice-templates/${type}`, words),
  escalations: () => get<Escalations>("/notice-escalations"),
  setEscalation: (type: string, steps: Input<typeof EscalationIn>) =>
    post<NoticeEscalation>(`/notice-escalations/${type}`, steps),
  previewTemplate: (type: string, words: Input<typeof TemplateWords>) =>
    post<TemplatePreview>(`/notice-templates/${type}/preview`, words),
  testTemplate: (type: string, test: Input<typeof TemplateTest>) =>
    post<Delivery>(`/notice-templates/${type}/test`, test),
  delivery: (id: string) => get<Delivery>(`/deliveries/${id}`),
  templateVersions: (type: string) => get<Items<Output<typeof TemplateVersion>>>(`/notice-templates/${type}/versions`),
  channels: () => get<Items<Channel>>("/channels"),
  setChannel: (id: string | undefined, channel: Input<typeof ChannelIn>) =>
    post<Channel>(id === undefined ? "/channels" : `/channels/${id}`, channel),
  testChannel: (id: string, to: string | undefined) =>
    post<Output<typeof ChannelTested>>(`/channels/${id}/test`, to === undefined ? {} : { to }),
  deliveries: (query: Asked<typeof DeliveryQuery> = {}) => get<Page<Delivery>>("/deliveries", query),
  retryDelivery: (id: string, channel: "email" | "sms" | undefined) =>
    post<Delivery>(`/deliveries/${id}/retry`, channel === undefined ? {} : { channel }),
  settleDelivery: (id: string, reason: string) => post<Delivery>(`/deliveries/${id}/settle`, { reason }),
});
